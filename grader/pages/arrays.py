"""A difference, drawn: got above expected, differing axes marked, the worst places in a table."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .layout import hanging, pad
from .numbers import error, percent, relative, values
from .sentences.differences import array, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import Difference, Place

    from .colors import Style

LABEL = 13
INDENT = 7


def difference_lines(difference: Difference, style: Style, rows: int) -> list[str]:
    """The fields that show a difference, with at most `rows` rows of values."""
    lines = []
    if difference.name != "result" and difference.kind != "unchanged":
        lines += _field("part", difference.name, style)
    if difference.kind in {"type", "length", "shape", "dtype"}:
        return lines + pair(difference.got, difference.expected, style)
    if difference.kind == "unchanged":
        return lines + _changed(difference, style)
    if difference.of <= 1:
        return lines + _single(difference, style)
    share = "" if difference.wrong == difference.of else percent(difference.wrong, difference.of)
    amount = count(difference) + (f" ({share})" if share and difference.of >= 100 else "")
    lines += _field("result", f"{difference.got}   {amount}", style)
    lines += _allowed(difference, style)
    return [*lines, *table(difference, rows)]


def pair(got: str, expected: str, style: Style) -> list[str]:
    """Got above expected; between arrays of one rank the axes that differ are marked."""
    mine, theirs = array(got), array(expected)
    if not mine or not theirs or len(mine[1]) != len(theirs[1]) or mine[1] == theirs[1]:
        return [*_field("got", got, style), *_field("expected", expected, style)]
    columns = [max(len(str(a)), len(str(b))) for a, b in zip(mine[1], theirs[1], strict=True)]
    dtype = max(len(mine[0]), len(theirs[0]))
    carets = [
        ("^" * len(str(b)) if a != b else "").rjust(n)
        for a, b, n in zip(mine[1], theirs[1], columns, strict=True)
    ]
    marks = " " * (LABEL + dtype + 2) + "  ".join(carets)
    return [
        f"  got        {mine[0]:{dtype}} {_spaced(mine[1], columns)}",
        f"  expected   {theirs[0]:{dtype}} {_spaced(theirs[1], columns)}",
        style.paint("red", marks.rstrip()),
    ]


def _spaced(shape: Sequence[int], columns: Sequence[int]) -> str:
    sizes = ", ".join(f"{n:{width}}" for n, width in zip(shape, columns, strict=True))
    return f"({sizes}{',' if len(shape) == 1 else ''})"


def _changed(difference: Difference, style: Style) -> list[str]:
    lines = _field("changed", f"{difference.name}   {count(difference)}", style)
    if difference.got != difference.expected:
        lines = _field("changed", difference.name, style)
        lines += _field("before", difference.expected, style)
        lines += _field("after", difference.got, style)
    return lines


def _single(difference: Difference, style: Style) -> list[str]:
    if not difference.worst:
        return pair(difference.got, difference.expected, style)
    place = difference.worst[0]
    [(got, expected)] = values([place])
    lines = [*_field("got", got, style), *_field("expected", expected, style)]
    if not isinstance(place.error, str) and math.isfinite(place.error):
        lines += _field("error", error(place.error), style)
    return lines + _allowed(difference, style)


def _allowed(difference: Difference, style: Style) -> list[str]:
    if difference.kind == "exact":
        return _field("allowed", "no difference at all", style)
    if difference.allowed is None:
        return []
    origin = difference.origin or ""
    joint = " = " if origin[:1].isdigit() else ", " if origin else ""
    return _field("allowed", f"{error(difference.allowed)}{joint}{origin}", style)


def table(difference: Difference, rows: int) -> list[str]:
    """The worst places, a row each, after an empty line."""
    places = difference.worst[:rows]
    if not places:
        return []
    headings = ["index", "got", "expected", "abs. error", "rel. error"]
    body = [list(_row(place, shown)) for place, shown in zip(places, values(places), strict=True)]
    if all(row[-1] == "nan" for row in body):
        headings.pop()
        body = [row[:-1] for row in body]
    widths = [max(map(len, column)) for column in zip(headings, *body, strict=True)]
    widths = [max(16, widths[0]), *(max(12, width) for width in widths[1:])]
    lines = ["", *(_line(row, widths) for row in (headings, *body))]
    more = difference.wrong - len(places)
    if more > 0:
        finite = any(math.isfinite(place.error) for place in difference.worst)
        order = "largest absolute error first" if finite else "in index order"
        lines.append(" " * INDENT + f"... {more} more, {order}")
    return lines


def _row(place: Place, shown: tuple[str, str]) -> tuple[str, str, str, str, str]:
    index = f"({', '.join(map(str, place.index))}{',' if len(place.index) == 1 else ''})"
    return index, *shown, error(place.error), error(relative(place))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    numbers = (pad(cell, n, right=True) for cell, n in zip(cells[1:], widths[1:], strict=True))
    return " " * INDENT + pad(cells[0], widths[0]) + "  ".join(numbers)


def _field(label: str, text: str, style: Style) -> list[str]:
    return hanging(f"  {label}", text, style, indent=LABEL)
