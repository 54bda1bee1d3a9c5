"""Bars as inline SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.pages.html.markup import tag
from grader.pages.numbers import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.pages.html.markup import Markup

BAR, GAP, TALL, FOOT, HEAD = 46, 6, 140, 22, 20  # of the distribution
LONG, THICK = 140, 12  # of a share


def distribution(counts: Sequence[int]) -> Markup:
    """How many students have which share of the points; each bar says its number."""
    bins = len(counts)
    most = max(counts, default=0) or 1
    drawn = []
    for position, count in enumerate(counts):
        low, high = (round(100 * edge / bins) for edge in (position, position + 1))
        left, height = position * (BAR + GAP), round(TALL * count / most, 1)
        middle = left + BAR // 2
        said = tag("title", f"{low} to {high} %: {plural(count, 'student')}")
        bar = tag("path", said, d=f"M{left} {HEAD + TALL}v{-height:g}h{BAR}v{height:g}z")
        top = HEAD + TALL - height
        drawn += [
            bar,
            tag("text", str(count), x=middle, y=top - 5, text_anchor="middle", class_="count"),
            tag("text", f"{low}", x=left, y=HEAD + TALL + 16, text_anchor="middle"),
        ]
    right, bottom = bins * (BAR + GAP), HEAD + TALL
    told = ", ".join(f"{round(100 * i / bins)} %: {count}" for i, count in enumerate(counts))
    svg = tag(
        "svg",
        tag("title", f"Students by share of the points, from {told}"),
        drawn,
        tag("line", x1=0, x2=right, y1=bottom, y2=bottom, class_="axis"),
        tag("text", "100 %", x=right, y=bottom + 16, text_anchor="middle"),
        viewBox=f"-14 0 {right + 40} {bottom + FOOT}",
        width=right + 40,
        role="img",
        class_="bars",
    )
    caption = tag("figcaption", "Students by their share of the points.")
    return tag("figure", svg, caption)


def share_bar(part: int, whole: int) -> Markup:
    """A bar beside a number that says the same, and so is not read out."""
    filled = round(LONG * part / whole, 1) if whole else 0
    return tag(
        "svg",
        tag("rect", x=0, y=0, width=LONG, height=THICK, class_="ground"),
        tag("rect", x=0, y=0, width=filled, height=THICK, class_="share") if filled else None,
        viewBox=f"0 0 {LONG} {THICK}",
        width=LONG,
        height=THICK,
        aria_hidden="true",
    )
