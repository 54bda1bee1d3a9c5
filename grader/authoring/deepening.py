"""`dev check --deep`: shares of many exercises, setting by setting, over processes; resumable."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .content import content
from .deep import Setting, Share, Steadiness, settings, shares, steadiness
from .faults import Fault
from .ledger import Entry, Ledger
from .record import judges

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from grader.course import Course, Exercise

FILE = Path(".gradsteps") / "deep.json"
FORMAT = 1


def deepen(
    course: Course,
    exercises: Sequence[Exercise],
    sealed: Mapping[str, bytes],
    seeds: int,
    jobs: int,
) -> Iterator[Steadiness]:
    """Try right answers under every setting; what this checkout tried before is recalled.

    `sealed` has each exercise's public cases as another process recorded them.
    """
    book = Book(course)
    todo: dict[Setting, list[Share]] = {setting: [] for setting in settings()}
    for exercise in exercises:
        for share in shares(course.root, exercise.id, sealed[exercise.id], seeds):
            known = book.recall(exercise, share)
            if known is None:
                todo[share.setting].append(share)
            else:
                yield known
    named = {exercise.id: exercise for exercise in exercises}
    for setting, waiting in todo.items():
        for found in _spread(setting, waiting, jobs):
            book.keep(named[found.exercise], found)
            yield found


def _spread(setting: Setting, waiting: Sequence[Share], jobs: int) -> Iterator[Steadiness]:
    if not waiting:
        return
    context = multiprocessing.get_context("spawn")  # a fork would have NumPy loaded already
    with _environment(setting):
        pool = ProcessPoolExecutor(min(jobs, len(waiting)), mp_context=context)
        try:
            for future in as_completed([pool.submit(steadiness, share) for share in waiting]):
                yield future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _environment(setting: Setting) -> Iterator[None]:
    """Give new processes the setting; this one has loaded NumPy long since."""
    told = setting.environment()
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


class Book:
    """Shares done in this checkout, by exercise, setting and NumPy; whatever they showed."""

    def __init__(self, course: Course) -> None:
        self._course = course
        path = course.root / FILE
        self._ledger = Ledger(path, path.with_suffix(".lock"), FORMAT)
        self._known = self._ledger.read()

    def recall(self, exercise: Exercise, share: Share) -> Steadiness | None:
        """Return what at least as many seeds showed of the same exercise by the same judges."""
        entry = self._known.get(_name(exercise.id, share.setting, np.__version__))
        if entry is None or not _includes(entry, self._of(exercise)):
            return None
        return _found(entry) if entry["seeds"] >= len(share.seeds) else None

    def all(self, exercise: Exercise) -> list[Steadiness]:
        """Return all that is known of the exercise as it is, by NumPy."""
        of_it = [e for e in self._ledger.read().values() if e["exercise"] == exercise.id]
        return sorted(
            (_found(entry) for entry in of_it if _includes(entry, self._of(exercise))),
            key=lambda found: found.numpy,
        )

    def keep(self, exercise: Exercise, found: Steadiness) -> None:
        """Write a share down."""
        entry: Entry = {**asdict(found), **self._of(exercise)}
        self._ledger.change({_name(exercise.id, found.setting, found.numpy): entry})

    def _of(self, exercise: Exercise) -> Entry:
        return {"content": content(self._course, exercise), "judges": judges()}


def _found(entry: Entry) -> Steadiness:
    faults = tuple(Fault(f["exercise"], f["kind"], f["facts"]) for f in entry["faults"])
    facts = {field.name: entry[field.name] for field in fields(Steadiness)}
    return Steadiness(**{**facts, "setting": Setting(**entry["setting"]), "faults": faults})


def _name(exercise: str, setting: Setting, numpy: str) -> str:
    return f"{exercise}, {setting}, numpy {numpy}"


def _includes(entry: Entry, facts: Entry) -> bool:
    return all(entry.get(name) == value for name, value in facts.items())
