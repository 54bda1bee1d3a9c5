"""Where in a result the differences lie: the first step, and a map of a large table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .language import say, term
from .layout import hanging
from .numbers import agree

if TYPE_CHECKING:
    from grader.results import Difference

    from .colors import Style

LABEL = 13
CLEAR = 0.5  # how much more of one cell than of another is wrong before a map says anything


def step_lines(difference: Difference, style: Style) -> list[str]:
    """The first of steps that follow one another; later ones follow from it."""
    text = step(difference)
    return hanging(f"  {term('first')}", text, style, indent=LABEL) if text else []


def step(difference: Difference) -> str:
    """`step 3 of 10 is the first that differs (index 2)`; empty where there are no steps."""
    if difference.first is None:
        return ""
    index, count = difference.first
    template = "step {number} of {count} is the first that differs (index {index})"
    return say(template, number=index + 1, count=count, index=index)


def map_lines(difference: Difference, style: Style) -> list[str]:
    """Where a large table is wrong, if that is a part of it: rows and columns, and a small map."""
    cells = [share for row in difference.shares for share in row]
    if not cells or max(cells) - min(cells) < CLEAR or len(difference.extent) != 2:
        return []
    where = region(difference)
    signs, bar = (".+#", "|") if style.ascii else ("·▒▓", "│")
    rows = ["".join(_sign(share, signs) for share in row) for row in difference.shares]
    drawn = [f"{' ' * LABEL}{bar}{row}{bar}" for row in rows]
    return [*hanging(f"  {term('where')}", where, style, indent=LABEL), "", *drawn]


def region(difference: Difference) -> str:
    """`rows 0-255, columns 960-999`, of a difference that has an extent on two axes."""
    (top, bottom), (left, right) = difference.extent
    return term(", ").join((span("row", top, bottom), span("column", left, right)))


def span(word: str, first: int, last: int) -> str:
    """`row 3`, `columns 960-999`."""
    if first == last:
        return say("{word} {first}", word=agree(1, word), first=first)
    return say("{words} {first}-{last}", words=agree(2, word), first=first, last=last)


def _sign(share: float, signs: str) -> str:
    return signs[0] if share == 0 else signs[2] if share == 1 else signs[1]
