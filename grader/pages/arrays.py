"""A difference, drawn: got above expected, differing axes marked, the worst places in a table."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .language import say, term
from .layout import FULL, hanging, pad, width
from .numbers import error, percent, relative, values
from .regions import map_lines, step_lines
from .sentences.differences import array, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import Difference, Place

    from .colors import Style

LABEL = 13
INDENT = 7
HEADINGS = ("index", "got", "expected", "abs. error", "rel. error")


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
    lines += _field("result", f"{difference.got}   {amount(difference)}", style)
    lines += _allowed(difference, style)
    lines += [*step_lines(difference, style), *map_lines(difference, style)]
    return [*lines, *table(difference, rows, style)]


def amount(difference: Difference) -> str:
    """`6 of 200 values differ (3.0 %)`."""
    share = "" if difference.wrong == difference.of else percent(difference.wrong, difference.of)
    return count(difference) + (f" ({share})" if share and difference.of >= 100 else "")


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
        f"{pad('  ' + term('got'), LABEL)}{mine[0]:{dtype}} {_spaced(mine[1], columns)}",
        f"{pad('  ' + term('expected'), LABEL)}{theirs[0]:{dtype}} {_spaced(theirs[1], columns)}",
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
    text = allowed(difference)
    return _field("allowed", text, style) if text else []


def allowed(difference: Difference) -> str:
    """The largest error accepted and where it comes from; empty where there is no such number."""
    if difference.kind == "exact":
        return say("no difference at all")
    if difference.allowed is None:
        return ""
    origin = difference.origin or ""
    joint = " = " if origin[:1].isdigit() else ", " if origin else ""
    return f"{error(difference.allowed)}{joint}{origin}"


def table(difference: Difference, rows: int, style: Style) -> list[str]:
    """The worst places, a row each, after an empty line; what is narrow loses the last column."""
    if not difference.worst:
        return []
    shown = cells(difference, rows)
    full = style.width >= FULL
    indent = INDENT if full else 2
    widths = _widths(shown, full=full)
    while indent + sum(widths) + 2 * (len(widths) - 2) > style.width and len(widths) > 2:
        shown, widths = [row[:-1] for row in shown], widths[:-1]
    lines = ["", *(" " * indent + _line(row, widths) for row in shown)]
    more = unshown(difference, rows)
    return [*lines, " " * indent + f"... {more}"] if more else lines


def _widths(shown: Sequence[Sequence[str]], *, full: bool) -> list[int]:
    first, *others = [max(map(width, column)) for column in zip(*shown, strict=True)]
    if full:
        return [max(16, first), *(max(12, columns) for columns in others)]
    return [first + 2, *others]


def cells(difference: Difference, rows: int) -> list[list[str]]:
    """The table's headings, then a row of texts for each of the worst places."""
    places = difference.worst[:rows]
    body = [list(_row(place, shown)) for place, shown in zip(places, values(places), strict=True)]
    table = [[term(heading) for heading in HEADINGS], *body]
    relatives = any(row[-1] != "nan" for row in body)
    return table if relatives else [row[:-1] for row in table]


def unshown(difference: Difference, rows: int) -> str:
    """`508 more, largest absolute error first`; empty where `rows` rows show all."""
    more = difference.wrong - len(difference.worst[:rows])
    if more <= 0:
        return ""
    finite = any(math.isfinite(place.error) for place in difference.worst)
    order = say("largest absolute error first") if finite else say("in index order")
    return say("{count} more, {order}", count=more, order=order)


def _row(place: Place, shown: tuple[str, str]) -> tuple[str, str, str, str, str]:
    index = f"({', '.join(map(str, place.index))}{',' if len(place.index) == 1 else ''})"
    return index, *shown, error(place.error), error(relative(place))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    numbers = (pad(cell, n, right=True) for cell, n in zip(cells[1:], widths[1:], strict=True))
    return pad(cells[0], widths[0]) + "  ".join(numbers)


def _field(label: str, text: str, style: Style) -> list[str]:
    return hanging(f"  {term(label)}", text, style, indent=LABEL)
