"""What a submission gives: the parts of one exercise's program, and what stood in the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

SOURCE_LIMIT = 256 << 10  # bytes of one Python file, or of all code cells of one notebook
NOTEBOOK_LIMIT = 20 << 20  # bytes of one notebook, outputs included
ARCHIVE_LIMIT = 64 << 20  # bytes of one zip, packed, and of everything in it, unpacked
TEXT_LIMIT = 200  # characters kept of a source line shown to a student


@dataclass(frozen=True, slots=True)
class Note:
    """Something the student should know although it stopped nothing: a kind and its facts."""

    kind: str
    facts: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a program, compiled and executed on its own.

    `label` names it in tracebacks: `exercises/attention/softmax.py`, or `hw.ipynb, cell 3` where
    cells of every type are counted, from 1. `own` is false for cells no exercise owns. `line` is
    the number of the text's first line.
    """

    label: str
    text: str
    own: bool = True
    line: int = 1


@dataclass(frozen=True, slots=True)
class Program:
    """One exercise's code: what to execute, in order, in one namespace."""

    path: str  # what the page shows, relative to the submission
    parts: tuple[Part, ...]
    notes: tuple[Note, ...] = ()


class Problem(Exception):
    """Why there is no program. `kind` and `facts` are those of `results.reasons.SUBMISSION`.

    `path` is the file it is about, relative to the submission, or None. The `problem` of an
    `unreadable` is a short phrase whose subject is that file: `is a folder`.
    """

    def __init__(self, kind: str, path: str | None = None, /, **facts: Json) -> None:
        super().__init__(kind, path, facts)
        self.kind = kind
        self.path = path
        self.facts: Mapping[str, Json] = facts


def printable(text: str) -> str:
    r"""`text` fit for a page and a traceback: whatever does not print becomes its escape.

    Names of files come from whoever wrote the submission and may hold line ends, terminal
    controls, directions of writing or bytes that are not text.
    """
    if text.isprintable():
        return text
    return "".join(
        mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in text
    )


def too_large(size: int, limit: int, path: str) -> Problem:
    """The problem of something larger than its limit, both in bytes."""
    return Problem("too_large", printable(path), bytes=size, limit=limit)


def unreadable(problem: str, path: str) -> Problem:
    """The problem of something that is there and cannot be read."""
    return Problem("unreadable", printable(path), problem=problem)
