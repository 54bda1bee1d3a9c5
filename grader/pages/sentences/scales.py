"""Sentences about values that are off by a factor or a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.pages.language import say, term

if TYPE_CHECKING:
    from collections.abc import Sequence


def factor(
    *, factor: float, form: str | None, n: int | None, of: Sequence[str | int | None] | None
) -> str:
    """One factor for all values."""
    said = say("every value is {number} x the expected one", number=_number(factor))
    if form is None or n is None or of is None:
        return said
    return say(
        "{said}: {form}, where {n} is {size}",
        said=said,
        form=form.replace("n", str(n), 1),
        n=n,
        size=_size(of),
    )


def offset(*, offset: float) -> str:
    """One number was added to all values."""
    way = "more" if offset > 0 else "less"
    return say(
        "every value is {number} {way} than the expected one",
        number=_number(abs(offset)),
        way=term(way),
    )


def slice_offset(*, axis: int) -> str:
    """A number was added per slice."""
    return say("each slice along axis {axis} is off by one number of its own", axis=axis)


def slice_factor(*, axis: int) -> str:
    """A factor per slice."""
    return say(
        "each slice along axis {axis} is off by one factor of its own: by what is it divided?",
        axis=axis,
    )


def mean_for_sum(*, got: str, n: int, of: str) -> str:
    """The mean for the sum or the reverse."""
    due = "sum" if got == "mean" else "mean"
    return say(
        "the {got} where the {due} is expected: off by {n}, the number of values of `{of}` in each",
        got=term(got),
        due=term(due),
        n=n,
        of=of,
    )


def biased_variance(*, got: str, root: bool, n: int, of: Sequence[str | int | None]) -> str:
    """Divided by n or n - 1."""
    due = {"n": "n - 1", "n - 1": "n"}[got]
    under = say(" under the root") if root else ""
    return say(
        "divided by {got} where {due} is expected{under}; n = {n} is {size}",
        got=got,
        due=due,
        under=under,
        n=n,
        size=_size(of),
    )


def _size(of: Sequence[str | int | None]) -> str:
    name, what = of
    owner = say("the result") if name == "result" else f"`{name}`"
    if what is None:
        return owner
    if what == "folded":
        return say("the number of values of {owner} in each value of the result", owner=owner)
    if what == "all":
        return say("the number of values in {owner}", owner=owner)
    return say("the length of axis {what} of {owner}", what=what, owner=owner)


def _number(x: float) -> str:
    for top, bottom in ((1, 2), (1, 3), (1, 4), (1, 10), (1, 100)):
        if abs(x * bottom - top) < 1e-9:
            return f"{top}/{bottom}"
    return f"{x:.6g}"
