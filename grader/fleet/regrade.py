"""Who moves between two stores, and by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.results import Moved

if TYPE_CHECKING:
    from .store import Store


def moved(old: Store, new: Store) -> tuple[list[Moved], int]:
    """Return the new store's students whose points differ, and how many were compared.

    A student only the old store has was not graded again: their points stand.
    """
    found = []
    compared = 0
    before = dict(old.points())
    for student, (points, exercises) in new.points():
        was, each = before.get(student, (None, {}))
        compared += 1
        names = [name for name in {**each, **exercises} if each.get(name) != exercises.get(name)]
        if was != points or names:
            differing = tuple((name, each.get(name), exercises.get(name)) for name in names)
            found.append(Moved(student, was, points, differing))
    return found, compared
