"""Sentences about values that are off by a factor or a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def factor(
    *, factor: float, form: str | None, n: int | None, of: Sequence[str | int | None] | None
) -> str:
    """One factor for all values."""
    said = f"every value is {_number(factor)} x the expected one"
    if form is None or n is None or of is None:
        return said
    return f"{said}: {form.replace('n', str(n), 1)}, where {n} is {_size(of)}"


def offset(*, offset: float) -> str:
    """One number was added to all values."""
    way = "more" if offset > 0 else "less"
    return f"every value is {_number(abs(offset))} {way} than the expected one"


def slice_offset(*, axis: int) -> str:
    """A number was added per slice."""
    return f"each slice along axis {axis} is off by one number of its own"


def slice_factor(*, axis: int) -> str:
    """A factor per slice."""
    return f"each slice along axis {axis} is off by one factor of its own: by what is it divided?"


def mean_for_sum(*, got: str, n: int, of: str) -> str:
    """The mean for the sum or the reverse."""
    due = "sum" if got == "mean" else "mean"
    return (
        f"the {got} where the {due} is expected: off by {n}, the number of values of `{of}` in each"
    )


def biased_variance(*, got: str, root: bool, n: int, of: Sequence[str | int | None]) -> str:
    """Divided by n or n - 1."""
    due = {"n": "n - 1", "n - 1": "n"}[got]
    under = " under the root" if root else ""
    return f"divided by {got} where {due} is expected{under}; n = {n} is {_size(of)}"


def _size(of: Sequence[str | int | None]) -> str:
    name, what = of
    owner = "the result" if name == "result" else f"`{name}`"
    if what is None:
        return owner
    if what == "folded":
        return f"the number of values of {owner} in each value of the result"
    if what == "all":
        return f"the number of values in {owner}"
    return f"the length of axis {what} of {owner}"


def _number(x: float) -> str:
    for top, bottom in ((1, 2), (1, 3), (1, 4), (1, 10), (1, 100)):
        if abs(x * bottom - top) < 1e-9:
            return f"{top}/{bottom}"
    return f"{x:.6g}"
