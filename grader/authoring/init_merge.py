"""A three-way merge of lines, for stubs that changed under a student's work."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def merged(old: str, new: str, theirs: str) -> str | None:
    """Return `theirs` with what changed from `old` to `new`, or None where both changed a place.

    Changes that touch each other count as one place: nothing is ever put where a student wrote.
    """
    base = old.splitlines(keepends=True)
    ours, yours = new.splitlines(keepends=True), theirs.splitlines(keepends=True)
    changes = sorted([*_changes(base, ours), *_changes(base, yours)], key=lambda c: c[:2])
    out: list[str] = []
    at = 0
    for i, (start, end, lines) in enumerate(changes):
        if i and (start, end, lines) == changes[i - 1]:
            continue  # both made the same change
        if i and start <= changes[i - 1][1]:
            return None
        out += [*base[at:start], *lines]
        at = end
    return "".join([*out, *base[at:]])


Change = tuple[int, int, list[str]]  # lines of the base from, to; what takes their place


def _changes(base: Sequence[str], other: Sequence[str]) -> list[Change]:
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return [
        (i1, i2, list(other[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]
