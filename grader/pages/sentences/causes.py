"""Sentences about proven causes: what was undone, and that everything is right then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.pages.numbers import plural
from grader.results import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WRITTEN = {"0": "0", "nan": "what the buffer was filled with"}
PARTS = {"first": "the first index", "last": "the last index"}
PARTS |= {"odd": "the odd indices", "even": "the even indices"}
ORIGINS = {
    "nan": "is nan",
    "-inf": "is -inf",
    "inf": "is inf",
    "large": "is so large that `exp` overflows",
    "very negative": "is so negative that `exp` vanishes",
    "zero": "is 0",
    "negative": "is negative",
}
CHANGES = {
    "zeroed": "filled with zeros",
    "sorted": "sorted",
    "shifted": "moved by a number",
    "scaled": "multiplied or divided",
}


def either(*, first: Mapping[str, Any], second: Mapping[str, Any]) -> str:
    """Two candidates that no case told apart."""
    return f"either {_nested(first)}; or {_nested(second)}"


def transposed() -> str:
    """Rows and columns are exchanged."""
    return "rows and columns are exchanged; transposed back, all values match"


def swapped_axes(*, axes: list[int]) -> str:
    """Two axes are exchanged."""
    return f"axes {axes[0]} and {axes[1]} are swapped; swapped back, all values match"


def permuted_axes(*, order: list[int]) -> str:
    """The axes are in a wrong order."""
    return f"the axes are in another order; with `.transpose({_listed(order)})` all values match"


def reshaped(*, order: list[int] | None) -> str:
    """A reshape where axes had to be moved, or a reshape too many."""
    if order is None:
        return "the values are right and in the right order, in another shape"
    return (
        f"the values lie in memory as after `.transpose({_listed(order)})`: "
        "`reshape` does not move axes"
    )


def flipped(*, axis: int | None) -> str:
    """The values run backwards."""
    where = "along all axes" if axis is None else f"along axis {axis}"
    return f"the values run backwards {where}; reversed, all match"


def sign() -> str:
    """Everything is negated."""
    return "the sign is wrong everywhere; negated, all values match"


def shifted(*, axis: int, by: int, wraps: bool) -> str:
    """One place too early or too late."""
    way = "late" if by > 0 else "early"
    rest = ", and what falls off one end comes in at the other" if wraps else ""
    return f"all values stand one place too {way} along axis {axis}{rest}"


def step_count(*, axis: int, extra: int, end: str) -> str:
    """One step too few or too many."""
    if extra > 0:
        return f"one step too many along axis {axis}: without the {end}, all values match"
    return f"one step too few along axis {axis}: the {end} is missing, all others match"


def missing_block(*, axis: int, start: int, block: int | None, value: str) -> str:
    """The last, partial block."""
    said = f"every wrong value is exactly {WRITTEN[value]} and they start at {start}"
    if block is None:
        return f"{said} along axis {axis}: the rest after the last full block is never written"
    return (
        f"{said} = {start // block} x {block} along axis {axis}: "
        f"the last, partial block of {block} is never written"
    )


def never_written(*, value: str, part: str, axis: int | None) -> str:
    """All of the result or a part of it."""
    if part == "all":
        return f"every value is exactly {WRITTEN[value]}, as in a result that is never written"
    return (
        f"the wrong values are exactly {WRITTEN[value]} and fill {PARTS[part]} of axis {axis}: "
        "never written"
    )


def copied_input(*, name: str) -> str:
    """An argument came back."""
    return f"the result is the argument `{name}`, value for value"


def stale_output(*, whose: str) -> str:
    """Values of another call."""
    if whose == "same":
        return "the same values come back whatever the inputs"
    if whose == "later":
        return "each result holds the values of the next call: they share one array"
    return "each result holds the values of the call before"


def lost_precision(*, dtype: str) -> str:
    """Computed with fewer digits."""
    return f"every value is one that {dtype} can hold: precision was lost on the way"


def rounded(*, decimals: int, way: str) -> str:
    """Rounded to some decimals."""
    how = "" if way in {"nearest", "some way"} else f" {way}"
    if decimals == 0:
        return f"every value is the expected one rounded{how} to a whole number"
    return f"every value is the expected one rounded{how} to {plural(decimals, 'decimal')}"


def elementwise(*, function: str, of: str) -> str:
    """A function of each value is missing or one too many."""
    if of == "got":
        return f"`{function}` of every value that came back is the expected one"
    return f"every value that came back is `{function}` of the expected one"


def not_normalized(*, axis: int | None, by: str) -> str:
    """A sum or norm to divide by."""
    return f"not normalized: divided by the {by} {_along(axis)}, all values match"


def mask_after(*, axis: int | None) -> str:
    """Masked after normalizing."""
    return (
        "the mask was applied after normalizing, so what is left sums to less than 1; "
        f"normalized again {_along(axis)}, all values match"
    )


def mask_ignored(*, axis: int | str | None) -> str:
    """Masked places take part."""
    if axis == "none":
        return "masked places were filled, and nothing else is wrong"
    return (
        "masked places got a share; without it, and normalized again "
        f"{_along(axis)}, all values match"  # type: ignore[arg-type]
    )


def future_leaked() -> str:
    """Later positions take part in earlier ones."""
    return "earlier positions see later ones: what lies above the diagonal must be empty"


def broadcast(*, how: str, axis: int | None) -> str:
    """An axis too many."""
    if how == "diagonal":
        return "every row was combined with every row; the diagonal alone is the expected result"
    if how == "same":
        return f"repeated along axis {axis}: every slice along it is the expected result"
    return f"not reduced: the {how} over axis {axis} is the expected result"


def keepdims(*, missing: bool, axes: int) -> str:
    """Axes of length 1."""
    which = "an axis of length 1 is" if axes == 1 else f"{axes} axes of length 1 are"
    return f"{which} {'missing' if missing else 'too many'}; all values match"


def returned_none() -> str:
    """No value came back."""
    return "the call returned nothing: is there a `return`?"


def wrong_type(*, got: str, expected: str, item: int | None) -> str:
    """Right values in another container."""
    if item is not None:
        return f"item {item} of the `{got}` is the expected result: only that must come back"
    return f"the values are right, but in a `{got}`; a `{expected}` is expected"


def wrong_dtype(*, got: str, expected: str, given: list[str]) -> str:
    """Right values of another dtype."""
    said = f"the values are right, but {got} came back where {expected} is expected"
    return f"{said}; the input is {given[0]}" if given == [expected] else said


def changed_input(*, name: str, how: str | None) -> str:
    """An argument was written into."""
    said = f"the call writes into {name}"
    return f"{said}: it was {CHANGES[how]} in place" if how else said


def non_finite(*, value: str, name: str, origin: str, scope: str, axis: int | None) -> str:
    """NaN or inf, and where from."""
    if scope == "places":
        return f"{value} appears exactly where `{name}` {ORIGINS[origin]}"
    slices = "everywhere, as" if axis is None else f"in exactly the slices along axis {axis} where"
    count = "everything in" if scope == "whole slices" else "some of"
    return f"{value} appears {slices} {count} `{name}` {ORIGINS[origin]}"


def wrong_axis(*, argument: str, function: str, got: int | str, expected: int | str) -> str:
    """Reduced or normalized along another axis."""
    return f"{function} of `{argument}` {_over(got)}; {_over(expected)} is expected"


def wrong_function(*, argument: str, axis: int | str, got: str, expected: str) -> str:
    """Another function of the same slices."""
    return f"{got} of `{argument}` {_over(axis)}, where {expected} is expected"


def _nested(cause: Mapping[str, Any]) -> str:
    from . import sentence  # knows every kind, these among them

    return sentence(Reason(cause["kind"], cause["facts"]))


def _over(axis: int | str) -> str:
    if axis == "all":
        return "over everything"
    return f"along axis {axis}" if isinstance(axis, int) else f"along `{axis}`"


def _along(axis: int | None) -> str:
    return "over everything" if axis is None else f"along axis {axis}"


def _listed(order: Sequence[int]) -> str:
    return ", ".join(map(str, order))
