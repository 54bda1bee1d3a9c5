"""Sentences about proven causes: what was undone, and that everything is right then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.pages.language import say, term
from grader.pages.numbers import plural
from grader.results import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    return say("either {one}; or {one2}", one=_nested(first), one2=_nested(second))


def sign() -> str:
    """Everything is negated."""
    return say("the sign is wrong everywhere; negated, all values match")


def copied_input(*, name: str) -> str:
    """An argument came back."""
    return say("the result is the argument `{name}`, value for value", name=name)


def stale_output(*, whose: str) -> str:
    """Values of another call."""
    if whose == "same":
        return say("the same values come back whatever the inputs")
    if whose == "later":
        return say("each result holds the values of the next call: they share one array")
    return say("each result holds the values of the call before")


def lost_precision(*, dtype: str) -> str:
    """Computed with fewer digits."""
    return say(
        "every value is one that {dtype} can hold: precision was lost on the way", dtype=dtype
    )


def rounded(*, decimals: int, way: str) -> str:
    """Rounded to some decimals."""
    how = "" if way in {"nearest", "some way"} else f" {term(way)}"
    if decimals == 0:
        return say("every value is the expected one rounded{how} to a whole number", how=how)
    return say(
        "every value is the expected one rounded{how} to {decimals}",
        how=how,
        decimals=plural(decimals, "decimal"),
    )


def elementwise(*, function: str, of: str) -> str:
    """A function of each value is missing or one too many."""
    if of == "got":
        return say(
            "`{function}` of every value that came back is the expected one", function=function
        )
    return say("every value that came back is `{function}` of the expected one", function=function)


def not_normalized(*, axis: int | None, by: str) -> str:
    """A sum or norm to divide by."""
    return say(
        "not normalized: divided by the {by} {where}, all values match",
        by=term(by),
        where=_along(axis),
    )


def mask_after(*, axis: int | None) -> str:
    """Masked after normalizing."""
    return say(
        "the mask was applied after normalizing, so what is left sums to less than 1; "
        "normalized again {where}, all values match",
        where=_along(axis),
    )


def mask_ignored(*, axis: int | str | None) -> str:
    """Masked places take part."""
    if axis == "none":
        return say("masked places were filled, and nothing else is wrong")
    return say(
        "masked places got a share; without it, and normalized again {where}, all values match",
        where=_along(axis),
    )


def future_leaked() -> str:
    """Later positions take part in earlier ones."""
    return say("earlier positions see later ones: what lies above the diagonal must be empty")


def returned_none() -> str:
    """No value came back."""
    return say("the call returned nothing: is there a `return`?")


def wrong_type(*, got: str, expected: str, item: int | None) -> str:
    """Right values in another container."""
    if item is not None:
        return say(
            "item {item} of the `{got}` is the expected result: only that must come back",
            item=item,
            got=got,
        )
    return say(
        "the values are right, but in a `{got}`; a `{expected}` is expected",
        got=got,
        expected=expected,
    )


def wrong_dtype(*, got: str, expected: str, given: list[str]) -> str:
    """Right values of another dtype."""
    said = say(
        "the values are right, but {got} came back where {expected} is expected",
        got=got,
        expected=expected,
    )
    return (
        say("{said}; the input is {given}", said=said, given=given[0])
        if given == [expected]
        else said
    )


def changed_input(*, name: str, how: str | None) -> str:
    """An argument was written into."""
    said = say("the call writes into {name}", name=name)
    return (
        say("{said}: it was {changes} in place", said=said, changes=term(CHANGES[how]))
        if how
        else said
    )


def non_finite(*, value: str, name: str, origin: str, scope: str, axis: int | None) -> str:
    """NaN or inf, and where from."""
    if scope == "places":
        return say(
            "{value} appears exactly where `{name}` {origins}",
            value=value,
            name=name,
            origins=term(ORIGINS[origin]),
        )
    slices = (
        say("everywhere, as")
        if axis is None
        else say("in exactly the slices along axis {axis} where", axis=axis)
    )
    count = say("everything in") if scope == "whole slices" else say("some of")
    return say(
        "{value} appears {slices} {count} `{name}` {origins}",
        value=value,
        slices=slices,
        count=count,
        name=name,
        origins=term(ORIGINS[origin]),
    )


def wrong_axis(*, argument: str, function: str, got: int | str, expected: int | str) -> str:
    """Reduced or normalized along another axis."""
    return say(
        "{function} of `{argument}` {where}; {where2} is expected",
        function=term(function),
        argument=argument,
        where=_over(got),
        where2=_over(expected),
    )


def wrong_function(*, argument: str, axis: int | str, got: str, expected: str) -> str:
    """Another function of the same slices."""
    return say(
        "{got} of `{argument}` {where}, where {expected} is expected",
        got=term(got),
        argument=argument,
        where=_over(axis),
        expected=term(expected),
    )


def _nested(cause: Mapping[str, Any]) -> str:
    from . import sentence  # knows every kind, these among them

    return sentence(Reason(cause["kind"], cause["facts"]))


def _over(axis: int | str) -> str:
    if axis == "all":
        return say("over everything")
    return (
        say("along axis {axis}", axis=axis)
        if isinstance(axis, int)
        else say("along `{axis}`", axis=axis)
    )


def _along(axis: int | str | None) -> str:
    return say("over everything") if axis is None else say("along axis {axis}", axis=axis)
