"""Submitted notebooks through the grader, in a sandbox."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from grader.course import find_course, load
from grader.results import Reason
from grader.run import Grader
from grader.run.secret import load_secret
from grader.submissions import Problem, open_submission
from grader.submissions.folder import read_file
from grader.submissions.notebook import RawCell, read_raw
from grader.submissions.source import NOTEBOOK_LIMIT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from grader.course import Course, Exercise
    from grader.results import ExerciseResult, Results


@dataclass(frozen=True, slots=True)
class Read:
    """A submitted notebook's cells, or why they cannot be read."""

    cells: Sequence[RawCell]
    problem: Problem | None = None


def read(path: Path) -> Read:
    """Read a submitted notebook; nothing in it can stop a run."""
    try:
        if path.is_symlink():  # another student's, or a file of the instructor's
            raise Problem("unreadable", path.name, problem="is a link")
        return Read(read_raw(read_file(path, NOTEBOOK_LIMIT, path.name), path.name))
    except Problem as problem:
        return Read((), problem)


class Judging:
    """Grades notebooks of one course for a score. Close it.

    While nbgrader writes down one notebook, the next is graded already: by one thread, which alone
    uses the grader.
    """

    def __init__(self, level: Literal["process", "sandbox"] = "sandbox") -> None:
        """Open the course. Raises CourseError, SecretError, LaunchError, and NotScored."""
        self.course: Course = load(find_course(os.environ))
        if not self.course.has_solutions:
            raise NotScored(
                f"{self.course.root} is a released tree; GRADSTEPS_COURSE names another"
            )
        self._grader = Grader(self.course, level=level, secret=load_secret(self.course.root))
        self._thread = ThreadPoolExecutor(1, "judging")
        self._ahead: tuple[_Asked, Future[Results]] | None = None

    def close(self) -> None:
        """End the workers."""
        self._thread.shutdown(cancel_futures=True)
        self._grader.close()

    def grade(
        self, path: Path, exercises: Sequence[Exercise], following: Path | None = None
    ) -> Results:
        """What a submitted notebook earned. Raises CourseFault, LaunchError, and NotScored.

        A notebook that cannot be read earns nothing, and its results say why. Grading of
        `following`, by the same exercises, begins before this returns.
        """
        asked, ahead = _Asked.of(path, exercises), self._ahead
        if ahead is not None and ahead[0] == asked:
            future = ahead[1]
        else:
            future = self._begin(path, exercises)
        try:
            return future.result()
        finally:
            self._ahead = None
            if following is not None:
                self._ahead = _Asked.of(following, exercises), self._begin(following, exercises)

    def _begin(self, path: Path, exercises: Sequence[Exercise]) -> Future[Results]:
        return self._thread.submit(self._graded, path, exercises)

    def _graded(self, path: Path, exercises: Sequence[Exercise]) -> Results:
        started = datetime.now(UTC)
        found = self._results(path, exercises)
        for result in found:
            if not result.complete:
                raise NotScored(f"{result.name}: {_why(result)}")
        return self._grader.results(path.name, found, started=started)

    def _results(self, path: Path, exercises: Sequence[Exercise]) -> Sequence[ExerciseResult]:
        problem = read(path).problem
        if problem is None:
            try:
                submission = open_submission(path, self.course)
                return self._grader.grade(submission, exercises).exercises
            except Problem as found:
                problem = found
        reason = Reason(problem.kind, problem.facts)
        return [self._grader.unjudged(exercise, "error", reason) for exercise in exercises]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A file as it was when its grading began, and for what."""

    path: Path
    state: tuple[int, int, int] | None
    exercises: tuple[str, ...]

    @classmethod
    def of(cls, path: Path, exercises: Sequence[Exercise]) -> _Asked:
        """Look at the file; `state` is None where there is none."""
        try:
            status = path.lstat()
            state = (status.st_mtime_ns, status.st_size, status.st_ino)
        except OSError:
            state = None
        return cls(path, state, tuple(exercise.id for exercise in exercises))


def _why(result: ExerciseResult) -> str:
    from grader.pages.sentences import sentence
    from grader.pages.tally import WORDS

    return sentence(result.reason) if result.reason else WORDS[result.status]


class NotScored(Exception):
    """Something stands in the way of a score that is not the student's doing."""
