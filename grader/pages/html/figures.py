"""Where a result differs, drawn as inline SVG: an error map, or a curve for a single axis.

Of a large table the judge has measured what part of each cell differs; of other results only the
worst 100 places are known, and the caption says so. The table beside a figure has the numbers for
those who do not see it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from grader.pages.language import say, term
from grader.pages.numbers import error, plural, values
from grader.pages.regions import region
from grader.pages.sentences.differences import array, count

from .markup import joined, separated, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import Difference, Place

    from .markup import Markup

ROWS, COLUMNS = 40, 64  # cells of an error map, at most
SIDES = (8, 22)  # the smallest and the largest cell
WIDE, TALL = 480, 320  # of a figure
HIGH, EDGE = 160, 26  # of a curve; EDGE is the space for labels
FEWEST = 5  # values that a figure shows better than the table
PARTS = (0.1, 0.4, 0.7, 1.0)  # of a cell's values, where a stronger color begins
LEVELS = (1 / 256, 1 / 64, 1 / 16, 1 / 4)  # of the largest error, where a stronger color begins


def figure(difference: Difference, name: str) -> Markup | None:
    """A figure of where `difference` is; None where it would say no more than the table.

    `name` is the figure's for those who hear it.
    """
    described = array(difference.got)
    if not described or difference.of < FEWEST or not difference.worst:
        return None
    shape = described[1]
    if difference.shares and len(shape) == len(difference.extent) == 2:
        return _shares(difference, shape, name)
    if math.prod(shape) != difference.of or not all(_inside(p, shape) for p in difference.worst):
        return None
    if len(shape) == 1:
        return _curve(difference, shape[0], name)
    return _map(difference, shape, name) if len(shape) > 1 else None


def _shares(difference: Difference, shape: tuple[int, ...], name: str) -> Markup:
    """What part of each cell of a large table is wrong: every value counts, not the worst alone."""
    rows, columns = len(difference.shares), max(map(len, difference.shares))
    side = max(SIDES[0], min(SIDES[1], WIDE // columns))
    drawn = [
        _cell(row, column, side, 1 + sum(share >= level for level in PARTS))
        for row, line in enumerate(difference.shares)
        for column, share in enumerate(line)
        if share > 0
    ]
    size = (math.ceil(shape[0] / rows), math.ceil(shape[1] / columns))
    caption = say(
        "Where the result differs: {region} of {height} x {width}. A cell stands for up to {rows} "
        "x {columns} values; the stronger its color, the more of them differ.",
        region=region(difference),
        height=shape[0],
        width=shape[1],
        rows=size[0],
        columns=size[1],
    )
    return _captioned(_grid(difference, name, drawn, (columns * side, rows * side)), [caption])


def _inside(place: Place, shape: tuple[int, ...]) -> bool:
    return len(place.index) == len(shape) and all(
        0 <= index < size for index, size in zip(place.index, shape, strict=True)
    )


def _map(difference: Difference, shape: tuple[int, ...], name: str) -> Markup:
    """The result as a grid, all axes but the last one folded into its rows."""
    height, width = math.prod(shape[:-1]), shape[-1]
    rows, columns = min(ROWS, height), min(COLUMNS, width)
    cells: dict[tuple[int, int], list[Place]] = {}
    for place in difference.worst:
        row = 0
        for index, size in zip(place.index[:-1], shape[:-1], strict=True):
            row = row * size + index
        key = (row * rows // height, place.index[-1] * columns // width)
        cells.setdefault(key, []).append(place)
    side = max(SIDES[0], min(SIDES[1], WIDE // columns, TALL // rows))
    drawn = [
        _cell(row, column, side, _level(places, difference))
        for (row, column), places in sorted(cells.items())
    ]
    svg = _grid(difference, name, drawn, (columns * side, rows * side))
    return _captioned(svg, _map_caption(difference, shape, (height / rows, width / columns)))


def _cell(row: int, column: int, side: int, level: int) -> Markup:
    place = {"x": column * side, "y": row * side}
    return tag("rect", **place, width=side, height=side, class_=f"level{level}")


def _grid(
    difference: Difference, name: str, drawn: Sequence[Markup], size: tuple[int, int]
) -> Markup:
    right, bottom = size
    return tag(
        "svg",
        tag("title", f"{name}: {count(difference)}"),
        tag("rect", x=0, y=0, width=right, height=bottom, class_="ground"),
        drawn,
        viewBox=f"-1 -1 {right + 2} {bottom + 2}",
        width=right + 2,
        role="img",
    )


def _level(places: Sequence[Place], difference: Difference) -> int:
    """How strong a cell's color is, from 1 to 5."""
    errors = [abs(place.error) for place in places]
    largest = max((e for e in _errors(difference) if math.isfinite(e)), default=0.0)
    if not all(map(math.isfinite, errors)) or not largest:
        return 5
    return 1 + sum(max(errors) / largest >= level for level in LEVELS)


def _errors(difference: Difference) -> list[float]:
    return [float(place.error) for place in difference.worst]


def _map_caption(
    difference: Difference, shape: tuple[int, ...], bins: tuple[float, float]
) -> list[str]:
    last = len(shape) - 1
    folded = term("axis 0")
    if last > 1:
        folded = say("axes 0 to {last}, flattened", last=last - 1)
    text = say(
        "Where the result differs: 0 to {bottom} ({folded}) downwards, 0 to {right} (axis {last}) "
        "to the right.",
        bottom=math.prod(shape[:-1]) - 1,
        folded=folded,
        right=shape[-1] - 1,
        last=last,
    )
    if max(bins) > 1:
        cell = (math.ceil(bins[0]), math.ceil(bins[1]))
        text += say(
            " A cell stands for up to {rows} x {columns} values.", rows=cell[0], columns=cell[1]
        )
    finite = [e for e in _errors(difference) if math.isfinite(e)]
    if finite:
        largest = error(max(finite))
        text += say(" The stronger the color, the larger the error, up to {error}.", error=largest)
    return [text, _partial(difference)]


def _curve(difference: Difference, length: int, name: str) -> Markup | None:
    """Got and expected over the only axis, as far as they are known."""
    places = sorted(difference.worst, key=lambda place: place.index)
    both = [(_number(place.got), _number(place.expected)) for place in places]
    finite = [x for pair in both for x in pair if math.isfinite(x)]
    low, high = min(finite, default=0.0), max(finite, default=0.0)
    span = (high - low) or 1.0
    if len(finite) < FEWEST or not math.isfinite(span):
        return None

    def point(place: Place, value: float) -> tuple[float, float]:
        across = EDGE + (WIDE - 2 * EDGE) * place.index[0] / max(1, length - 1)
        return round(across, 1), round(EDGE + (HIGH - 2 * EDGE) * (high - value) / span, 1)

    lines = []
    for series, position in (("expected", 1), ("got", 0)):
        known = [
            point(place, pair[position])
            for place, pair in zip(places, both, strict=True)
            if math.isfinite(pair[position])
        ]
        if len(places) == length:
            path = " ".join(f"{x:g},{y:g}" for x, y in known)
            lines.append(tag("polyline", points=path, class_=series))
        lines += [tag("circle", cx=x, cy=y, r=2.5, class_=series) for x, y in known]
    shown = [text for pair in values(places) for text in pair]
    numbers = dict(zip((x for pair in both for x in pair), shown, strict=True))
    svg = tag(
        "svg",
        tag("title", f"{name}: {count(difference)}"),
        tag("line", x1=EDGE, x2=WIDE - EDGE, y1=HIGH - EDGE, y2=HIGH - EDGE, class_="axis"),
        tag("text", numbers[high], x=0, y=EDGE - 8),
        tag("text", numbers[low], x=0, y=HIGH - 6),
        tag("text", say("index {index}", index=length - 1), x=WIDE, y=HIGH - 6, text_anchor="end"),
        lines,
        viewBox=f"0 0 {WIDE} {HIGH}",
        width=WIDE,
        role="img",
    )
    text = term("The values along the only axis: ")
    legend = joined(text, tag("b", term("got"), class_="got"), term(" filled, "))
    legend = joined(legend, tag("b", term("expected"), class_="expected"), term(" hollow."))
    return _captioned(svg, [legend, _partial(difference)])


def _number(x: float | str) -> float:
    """`x` where it can be drawn, else nan."""
    return math.nan if isinstance(x, str) else float(x)


def _partial(difference: Difference) -> str:
    known = len(difference.worst)
    if known >= difference.wrong:
        return ""
    template = "Drawn are {values} of the {wrong} that differ."
    return say(template, values=plural(known, "value"), wrong=difference.wrong)


def _captioned(svg: Markup, parts: Sequence[str]) -> Markup:
    return tag("figure", svg, tag("figcaption", separated(parts, " ")))
