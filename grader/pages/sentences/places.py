"""Sentences about proven causes: right values in wrong places, or missing from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.pages.language import say, term

if TYPE_CHECKING:
    from collections.abc import Sequence

WRITTEN = {"0": "0", "nan": "what the buffer was filled with"}
PARTS = {"first": "the first index", "last": "the last index"}
PARTS |= {"odd": "the odd indices", "even": "the even indices"}


def transposed() -> str:
    """Rows and columns are exchanged."""
    return say("rows and columns are exchanged; transposed back, all values match")


def swapped_axes(*, axes: list[int]) -> str:
    """Two axes are exchanged."""
    return say(
        "axes {axes} and {axes2} are swapped; swapped back, all values match",
        axes=axes[0],
        axes2=axes[1],
    )


def permuted_axes(*, order: list[int]) -> str:
    """The axes are in a wrong order."""
    return say(
        "the axes are in another order; with `.transpose({order})` all values match",
        order=_listed(order),
    )


def reshaped(*, order: list[int] | None) -> str:
    """A reshape where axes had to be moved, or a reshape too many."""
    if order is None:
        return say("the values are right and in the right order, in another shape")
    return say(
        "the values lie in memory as after `.transpose({order})`: `reshape` does not move axes",
        order=_listed(order),
    )


def flipped(*, axis: int | None) -> str:
    """The values run backwards."""
    where = say("along all axes") if axis is None else say("along axis {axis}", axis=axis)
    return say("the values run backwards {where}; reversed, all match", where=where)


def shifted(*, axis: int, by: int, wraps: bool) -> str:
    """One place too early or too late."""
    way = "late" if by > 0 else "early"
    rest = say(", and what falls off one end comes in at the other") if wraps else ""
    return say(
        "all values stand one place too {way} along axis {axis}{rest}",
        way=term(way),
        axis=axis,
        rest=rest,
    )


def step_count(*, axis: int, extra: int, end: str) -> str:
    """One step too few or too many."""
    if extra > 0:
        return say(
            "one step too many along axis {axis}: without the {end}, all values match",
            axis=axis,
            end=term(end),
        )
    return say(
        "one step too few along axis {axis}: the {end} is missing, all others match",
        axis=axis,
        end=term(end),
    )


def missing_block(*, axis: int, start: int, block: int | None, value: str) -> str:
    """The last, partial block."""
    said = say(
        "every wrong value is exactly {written} and they start at {start}",
        written=term(WRITTEN[value]),
        start=start,
    )
    if block is None:
        return say(
            "{said} along axis {axis}: the rest after the last full block is never written",
            said=said,
            axis=axis,
        )
    return say(
        "{said} = {n} x {block} along axis {axis}: the last, partial block of {block} is never "
        "written",
        said=said,
        n=start // block,
        block=block,
        axis=axis,
    )


def never_written(*, value: str, part: str, axis: int | None) -> str:
    """All of the result or a part of it."""
    if part == "all":
        return say(
            "every value is exactly {written}, as in a result that is never written",
            written=term(WRITTEN[value]),
        )
    return say(
        "the wrong values are exactly {written} and fill {parts} of axis {axis}: never written",
        written=term(WRITTEN[value]),
        parts=term(PARTS[part]),
        axis=axis,
    )


def broadcast(*, how: str, axis: int | None) -> str:
    """An axis too many."""
    if how == "diagonal":
        return say(
            "every row was combined with every row; the diagonal alone is the expected result"
        )
    if how == "same":
        return say(
            "repeated along axis {axis}: every slice along it is the expected result", axis=axis
        )
    return say(
        "not reduced: the {how} over axis {axis} is the expected result", how=term(how), axis=axis
    )


def keepdims(*, missing: bool, axes: int) -> str:
    """Axes of length 1."""
    which = (
        say("an axis of length 1 is")
        if axes == 1
        else say("{axes} axes of length 1 are", axes=axes)
    )
    return say(
        "{which} {n}; all values match", which=which, n=term("missing" if missing else "too many")
    )


def _listed(order: Sequence[int]) -> str:
    return ", ".join(map(str, order))
