"""`grade dev coverage`: which rows of what the seeds teach an exercise makes gradable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .tree import read_rows

if TYPE_CHECKING:
    from collections.abc import Collection

    from grader.course import Course

    from .tree import Row


@dataclass(frozen=True, slots=True)
class Covered:
    """One row and the sound exercises that name it, and those that would if they were sound."""

    row: Row
    by: tuple[str, ...]
    unsound: tuple[str, ...]


def coverage(course: Course, sound: Collection[str]) -> list[Covered]:
    """Return every row of the table; only the exercises in `sound` count."""
    named: dict[str, list[str]] = {}
    for exercise in course.exercises:
        for row in exercise.covers:
            named.setdefault(row, []).append(exercise.id)
    return [
        Covered(
            row,
            tuple(name for name in named.get(row.row, ()) if name in sound),
            tuple(name for name in named.get(row.row, ()) if name not in sound),
        )
        for row in read_rows(course)
    ]
