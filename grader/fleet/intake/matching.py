"""Whose submissions are whose: what was handed in, by the students of the roster."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from grader.results import Student

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .handed import HandIn
    from .roster import Roster

Matched: TypeAlias = "list[tuple[Student, list[HandIn]]]"


def matched(handed: Sequence[HandIn], roster: Roster | None) -> Matched:
    """Return every student with what they handed in, oldest first, sorted by id.

    Those of the roster who handed in nothing come last. A time that only the roster knows is
    taken from there.
    """
    found: dict[str, tuple[Student, list[HandIn]]] = {}
    for one in handed:
        who = roster.student(one) if roster else Student(one.student, one.name, one.email)
        if roster and one.submitted is None and who.id in roster.submitted:
            one = replace(one, submitted=roster.submitted[who.id])  # noqa: PLW2901
        found.setdefault(who.id, (who, []))[1].append(one)
    for _, ones in found.values():
        ones.sort(key=_age)
    there = [found[name] for name in sorted(found)]
    names = sorted(roster.students.keys() - found.keys()) if roster else []
    return there + [(roster.students[name], []) for name in names if roster]


def _age(one: HandIn) -> tuple[float, str]:
    return (one.submitted.timestamp() if one.submitted else 0.0, one.label)
