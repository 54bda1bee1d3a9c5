"""Does tasks: what runs in each grading process, with one Grader for all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from grader.course import load
from grader.isolation import LaunchError
from grader.run import Grader, Secret, recordings
from grader.run.broken import CourseFault
from grader.submissions import Problem

from .facts import pack
from .intake.place import open_place
from .tasks import Absent, Failure, Grade, Held, Prepare, Programs, Read

if TYPE_CHECKING:
    from grader.course import Course, Exercise
    from grader.submissions import Program, Submission

    from .tasks import Answer, Setup, Task


class Grading:
    """A context manager: it owns fork servers and workers."""

    def __init__(self, setup: Setup) -> None:
        """Read the course. Raises CourseError."""
        self._course = load(setup.root)
        secret = None if setup.key is None else Secret(setup.key, setup.advisory)
        self._grader = Grader(self._course, level=setup.level, secret=secret)
        self._exercises = {exercise.id: exercise for exercise in self._course.exercises}
        self._recordings: dict[str, str] = {}  # in use, by exercise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._grader.close()

    def do(self, task: Task) -> Answer:
        """Do a task; whatever goes wrong is a Failure."""
        try:
            if isinstance(task, Read):
                return programs(task, self._course)
            if isinstance(task, Prepare):
                return recordings.record(self._grader, self._exercises[task.exercise])
            return self._grade(task)
        except CourseFault as fault:
            return Failure("course", {"exercise": fault.exercise, "problem": fault.problem})
        except LaunchError as error:
            return Failure("launch", {"problem": str(error)})
        except Exception as error:  # noqa: BLE001  # one submission must not stop a class
            return Failure("raised", {"type": type(error).__name__, "text": str(error)[:500]})

    def _grade(self, task: Grade) -> bytes:
        exercise = self._exercises[task.exercise]
        self._adopt(exercise, task.recording)
        held = Held(task.label, self._course, task.program)
        results = self._grader.grade(held, [exercise])
        return pack(replace(results, chapters=(), submission=""))

    def _adopt(self, exercise: Exercise, recording: str | None) -> None:
        if recording is not None and self._recordings.get(exercise.id) != recording:
            data = Path(recording).read_bytes()
            self._grader.adopt(exercise, recordings.read(data, exercise.id))
            self._recordings[exercise.id] = recording


def programs(task: Read, course: Course) -> Programs:
    """Find the program of every exercise in a submission, or why there is none."""
    known = {exercise.id: exercise for exercise in course.exercises}
    try:
        submission = open_place(task.place, task.label, course)
    except Problem as problem:
        absent = Absent(problem.kind, problem.path, dict(problem.facts))
        return tuple((name, absent) for name in task.exercises)
    alone = len(task.exercises) == 1
    return tuple((name, _program(submission, known[name], alone=alone)) for name in task.exercises)


def _program(submission: Submission, exercise: Exercise, *, alone: bool) -> Program | Absent:
    try:
        if submission.answers_all and not alone and not submission.offers(exercise):
            raise Problem("missing_file", looked=[submission.label])
        return submission.program(exercise)
    except Problem as problem:
        return Absent(problem.kind, problem.path, dict(problem.facts))
