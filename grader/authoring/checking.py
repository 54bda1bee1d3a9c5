"""`grade dev check`: many exercises, over processes, what did not change from memory."""

from __future__ import annotations

import multiprocessing
import os
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from grader.course import load
from grader.run import Grader
from grader.run.broken import CourseFault
from grader.run.grade import LIBRARIES
from grader.run.loading import installed
from grader.run.secret import chosen

from .complete import completeness, hints_of
from .content import content
from .deepening import deepen
from .faults import Fault, fault
from .proof import prove
from .record import Record
from .release import seal
from .report import Depth, Memory, Report
from .sync import drift
from .translations import translation_faults
from .tree import course_faults, covers_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from grader.course import Course, Exercise

    from .deep import Steadiness

SEEDS: dict[Depth, int] = {"light": 1, "full": 3, "deep": 200}  # of right answers


@dataclass(frozen=True, slots=True)
class Task:
    """One exercise, or one of `parts` equal parts of its answers."""

    root: Path
    exercise: str
    depth: Depth
    part: int = 0
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the course found."""

    reports: tuple[Report, ...]
    course: tuple[Fault, ...]  # faults of no single exercise

    @property
    def faults(self) -> list[Fault]:
        """Every fault, the course's own first."""
        return [*self.course, *(found for report in self.reports for found in report.faults)]


def check_course(
    course: Course,
    exercises: Sequence[Exercise],
    *,
    deep: bool = False,
    full: bool = False,
    jobs: int | None = None,
    finished: Callable[[Report], None] = lambda _: None,
) -> Checked:
    """Check exercises; the tree around them is looked at when all are checked.

    What this checkout found sound is not checked again, what the committed record says was checked
    fully is checked lightly; `full` asks neither. `finished` hears of each exercise as it is done,
    in any order.
    """
    memory, record = Memory(course), Record(course)
    before = {exercise.id: content(course, exercise) for exercise in exercises}
    reports: dict[str, Report] = {}
    todo: list[tuple[Exercise, Depth]] = []
    for exercise in exercises:
        light = not full and not deep and record.holds(exercise)
        depth: Depth = "light" if light else "full"
        known = None if full else memory.recall(exercise, SEEDS[depth])
        if known is None:
            todo.append((exercise, depth))
        else:
            reports[exercise.id] = known
            record.keep(exercise, known)
            finished(known)
    jobs = jobs or os.cpu_count() or 1
    for exercise, report in _checked(course, todo, jobs):
        if content(course, exercise) == before[exercise.id]:  # nobody wrote meanwhile
            memory.keep(exercise, report)
            record.keep(exercise, report)
        reports[exercise.id] = report
        finished(report)
    if deep:
        sound = [exercise for exercise in exercises if reports[exercise.id].sound]
        reports |= _deepened(course, sound, reports, jobs)
        for exercise in sound:
            record.keep(exercise, reports[exercise.id])
    everything = len(exercises) == len(list(course.exercises))
    around = tuple(course_faults(course)) if everything else ()
    return Checked(tuple(reports[exercise.id] for exercise in exercises), around)


def _deepened(
    course: Course, exercises: Sequence[Exercise], reports: Mapping[str, Report], jobs: int
) -> dict[str, Report]:
    """Try right answers on many seeds too; reports by exercise, with what was found."""
    with Grader(course, secret=chosen(0)) as grader:
        sealed = {exercise.id: seal(exercise, grader) for exercise in exercises}
    shares: dict[str, list[Steadiness]] = {}
    for found in deepen(course, exercises, sealed, SEEDS["deep"], jobs):
        shares.setdefault(found.exercise, []).append(found)
    return {
        name: replace(
            reports[name],
            faults=_distinct(found for share in done for found in share.faults),
            seeds=SEEDS["deep"],
            seconds=reports[name].seconds + sum(share.seconds for share in done),
            depth="deep",
            cached=False,
        )
        for name, done in shares.items()
    }


def _checked(
    course: Course, todo: Sequence[tuple[Exercise, Depth]], jobs: int
) -> Iterator[tuple[Exercise, Report]]:
    """Check exercises in processes; few exercises are split so that all processes have work."""
    split = max(1, jobs // len(todo)) if todo else 1
    parts = {exercise.id: 1 if depth == "light" else split for exercise, depth in todo}
    tasks = [
        (exercise, Task(course.root, exercise.id, depth, part, parts[exercise.id]))
        for exercise, depth in todo
        for part in range(parts[exercise.id])
    ]
    if jobs == 1 or len(tasks) <= 1:
        for exercise, task in tasks:
            yield exercise, check_part(task)
        return
    done: dict[str, list[Report]] = {}
    context = multiprocessing.get_context("spawn")  # a fork would inherit threads and workers
    pool = ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=context)
    try:
        waiting: dict[Future[Report], Exercise] = {
            pool.submit(check_part, task): exercise for exercise, task in tasks
        }
        while waiting:
            ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in ready:
                exercise = waiting.pop(future)
                done.setdefault(exercise.id, []).append(future.result())
                if len(done[exercise.id]) == parts[exercise.id]:
                    yield exercise, _joined(done[exercise.id])
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _joined(parts: Sequence[Report]) -> Report:
    first = next((report for report in parts if report.counts), parts[0])
    return Report(
        first.exercise,
        first.chapter,
        _distinct(found for part in parts for found in part.faults),
        tuple(remark for part in parts for remark in part.remarks),
        first.counts,
        first.seeds,
        max(part.seconds for part in parts),
        first.depth,
    )


def _distinct(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple({repr(found): found for found in faults}.values())


def check_part(task: Task) -> Report:
    """Check one exercise, or one part of its answers, in this process."""
    started = time.perf_counter()
    course = load(task.root)
    exercise = next(e for e in course.exercises if e.id == task.exercise)
    faults: list[Fault] = list(_unavailable(exercise))
    remarks: list[Fault] = []
    counts: dict[str, int] = {}
    if not faults:
        keys = [chosen(number).key for number in range(SEEDS[task.depth])]
        with Grader(course, secret=chosen(0)) as grader:
            if task.part == 0:
                faults += written_faults(course, exercise, grader)
                counts = _counts(exercise, grader)
            light = task.depth == "light"
            proven, remarks = prove(
                grader, exercise, keys, light=light, part=task.part, parts=task.parts
            )
        faults += proven
    return Report(
        exercise.id,
        exercise.chapter,
        _distinct(faults),
        tuple(remarks),
        counts,
        SEEDS[task.depth],
        time.perf_counter() - started,
        task.depth,
    )


def written_faults(course: Course, exercise: Exercise, grader: Grader) -> Iterator[Fault]:
    """Faults that reading the exercise's files tells."""
    yield from drift(course, exercise)
    yield from covers_faults(course, exercise)
    try:
        suite = grader.suite(exercise)
    except CourseFault:
        return  # said by the proof
    yield from completeness(course, exercise, suite)
    try:
        hints = hints_of(course, exercise)
    except ValueError:
        return
    yield from translation_faults(course, exercise, suite, hints)


def _counts(exercise: Exercise, grader: Grader) -> dict[str, int]:
    try:
        suite = grader.suite(exercise)
    except CourseFault:
        return {}
    hidden = suite.hidden
    return {
        "public": len(suite.public.checks),
        "hidden": len(suite.hidden_checks),
        "mistakes": len(hidden.mistakes) if hidden else 0,
        "variants": len(hidden.variants) if hidden else 0,
    }


def _unavailable(exercise: Exercise) -> Iterator[Fault]:
    if exercise.backend not in LIBRARIES:
        yield fault(exercise.id, "no_backend", backend=exercise.backend)
    for library in LIBRARIES.get(exercise.backend, ()):
        if not installed(library):
            yield fault(exercise.id, "no_library", library=library)
