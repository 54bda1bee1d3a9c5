"""What was handed in, before anything of it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from grader.submissions.source import printable

if TYPE_CHECKING:
    from datetime import datetime

    from .place import Place

SUFFIXES = (".py", ".ipynb", ".zip")  # of a submission in one file


class IntakeError(Exception):
    """What was named is no class that handed something in; the text says what was looked for."""


@dataclass(frozen=True, slots=True)
class HandIn:
    """One submission of one student, as it was collected."""

    student: str  # the id that the collection gives
    label: str  # as pages show it
    place: Place
    submitted: datetime | None = None  # aware; None: not known
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """A class's submissions, sorted by student, and what lay among them and is none."""

    layout: str
    handed: tuple[HandIn, ...]
    remarks: tuple[str, ...] = ()  # one line each, about what was not taken as it is


def sorted_hand_ins(handed: list[HandIn]) -> tuple[HandIn, ...]:
    """By student; one student's by time, those of unknown time first; names made printable."""

    def order(one: HandIn) -> tuple[str, float, str]:
        return (one.student, one.submitted.timestamp() if one.submitted else 0.0, one.label)

    return tuple(sorted(map(_safe, handed), key=order))


def hidden(name: str) -> bool:
    """True for what no student handed in: `.DS_Store`, `__MACOSX`."""
    return name.startswith(".") or name == "__MACOSX" or PurePosixPath(name).name == "Thumbs.db"


def _safe(one: HandIn) -> HandIn:
    if one.student.isprintable() and one.label.isprintable():
        return one
    return replace(one, student=printable(one.student), label=printable(one.label))
