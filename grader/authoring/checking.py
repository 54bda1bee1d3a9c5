"""`grade dev check`: many exercises, over processes, what did not change from memory."""

from __future__ import annotations

import multiprocessing
import os
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.course import load
from grader.run import Grader
from grader.run.broken import CourseFault
from grader.run.grade import LIBRARIES
from grader.run.loading import installed
from grader.run.secret import chosen

from .complete import completeness, hints_of
from .faults import Fault, fault
from .proof import prove
from .report import Memory, Report
from .sync import drift
from .translations import translation_faults
from .tree import course_faults, covers_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from grader.course import Course, Exercise

ONE, FULL, DEEP = 1, 3, 200  # secret seeds: for what is known to be sound, what changed, --deep


@dataclass(frozen=True, slots=True)
class Task:
    """One exercise, or one of `parts` equal parts of its answers."""

    root: Path
    exercise: str
    seeds: int
    deep: bool
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
    fresh: bool = False,
    jobs: int | None = None,
    finished: Callable[[Report], None] = lambda _: None,
) -> Checked:
    """Check exercises; the tree around them is looked at when all are checked.

    `fresh` asks no memory. `finished` hears of each exercise as it is done, in any order.
    """
    memory = Memory(course)
    reports: dict[str, Report] = {}
    todo: list[tuple[Exercise, int]] = []
    for exercise in exercises:
        seeds = DEEP if deep else ONE if memory.unchanged(exercise) and not fresh else FULL
        known = None if fresh else memory.recall(exercise, ONE if not deep else DEEP)
        if known is None:
            todo.append((exercise, seeds))
        else:
            reports[exercise.id] = known
            finished(known)
    for exercise, report in _checked(course, todo, deep, jobs or os.cpu_count() or 1):
        memory.keep(exercise, report)
        reports[exercise.id] = report
        finished(report)
    everything = len(exercises) == len(list(course.exercises))
    around = tuple(course_faults(course)) if everything else ()
    return Checked(tuple(reports[exercise.id] for exercise in exercises), around)


def _checked(
    course: Course, todo: Sequence[tuple[Exercise, int]], deep: bool, jobs: int
) -> Iterator[tuple[Exercise, Report]]:
    """Check exercises in processes; few exercises are split so that all processes have work."""
    parts = max(1, jobs // len(todo)) if todo else 1
    tasks = [
        (exercise, Task(course.root, exercise.id, seeds, deep, part, parts))
        for exercise, seeds in todo
        for part in range(parts)
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
                if len(done[exercise.id]) == parts:
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
        keys = [chosen(number).key for number in range(task.seeds)]
        with Grader(course, secret=chosen(0)) as grader:
            if task.part == 0:
                faults += written_faults(course, exercise, grader)
                counts = _counts(exercise, grader)
            proven, remarks = prove(
                grader, exercise, keys, deep=task.deep, part=task.part, parts=task.parts
            )
        faults += proven
    return Report(
        exercise.id,
        exercise.chapter,
        _distinct(faults),
        tuple(remarks),
        counts,
        task.seeds,
        time.perf_counter() - started,
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
