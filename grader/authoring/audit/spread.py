"""Exercises over processes. Each holds its own fork server; one exercise stays in one process."""

from __future__ import annotations

import os
import signal
import traceback
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any

from grader.course import load
from grader.run import Grader, Secret
from grader.run.broken import CourseFault

from .exercise import Audited, audit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from grader.course import Course, Exercise

# Mutants are not students: a key everybody has makes an audit say the same on every machine.
KEY = b"gradsteps audit "


def audit_all(
    course: Course,
    exercises: Sequence[Exercise],
    *,
    jobs: int | None = None,
    fresh: bool = False,
    tell: Callable[[str, int, int], None] = lambda *_: None,
) -> list[Audited]:
    """Audit exercises, `jobs` at a time (as many as there are cores), in their order.

    Raises CourseFault. When interrupted, what was found until then is kept.
    """
    jobs = jobs or _cores()
    processes = min(jobs, len(exercises))
    if processes <= 1:
        with _grader(course) as grader:
            return [
                audit(grader, exercise, threads=jobs, fresh=fresh, tell=tell)
                for exercise in exercises
            ]
    found = _spread(course, [e.id for e in exercises], processes, fresh, tell)
    return [found[exercise.id] for exercise in exercises]


def _cores() -> int:
    allowed = getattr(os, "sched_getaffinity", None)  # Linux: those of a container, not all
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _spread(
    course: Course,
    names: list[str],
    processes: int,
    fresh: bool,
    tell: Callable[[str, int, int], None],
) -> dict[str, Audited]:
    context = get_context("spawn")
    waiting, found = list(names), dict[str, Audited]()
    started: list[Any] = []
    lines: list[Connection] = []
    try:
        for _ in range(processes):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, course.root, fresh), daemon=True)
            process.start()
            theirs.close()
            started.append(process)
            lines.append(ours)
            ours.send(waiting.pop(0))
        while len(found) < len(names):
            for line in wait(lines):
                assert isinstance(line, Connection)
                _heard(line, waiting, found, tell)
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.join()
    return found


def _heard(
    line: Connection,
    waiting: list[str],
    found: dict[str, Audited],
    tell: Callable[[str, int, int], None],
) -> None:
    try:
        kind, content = line.recv()
    except EOFError:
        raise RuntimeError("a process of the audit ended before its exercise was done") from None
    if kind == "told":
        tell(*content)
    elif kind == "fault":
        raise CourseFault(*content)
    elif kind == "failed":
        raise RuntimeError(content)
    else:
        found[content.exercise] = content
        if waiting:
            line.send(waiting.pop(0))


def _work(line: Connection, root: Path, fresh: bool) -> None:
    """Audit what is asked for until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asked decides
    course = load(root)
    exercises = {exercise.id: exercise for exercise in course.exercises}
    with _grader(course) as grader:
        while True:
            try:
                exercise = exercises[line.recv()]
            except EOFError:
                return
            try:
                found = audit(
                    grader, exercise, fresh=fresh, tell=lambda *facts: line.send(("told", facts))
                )
                line.send(("done", found))
            except CourseFault as problem:
                line.send(("fault", (problem.exercise, problem.problem)))
            except Exception:  # noqa: BLE001  # shown by the process that asked
                line.send(("failed", traceback.format_exc()))


def _grader(course: Course) -> Grader:
    return Grader(course, secret=Secret(KEY, advisory=True))
