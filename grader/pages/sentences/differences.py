"""Sentences about a result that is not the expected one."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from grader.pages.language import say, term
from grader.pages.numbers import agree, error
from grader.pages.safe import line

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.results import Difference

ARRAY = re.compile(r"(?P<dtype>[\w.]+) \((?P<shape>[\d, ]*)\)")


def differing(difference: Difference) -> str:
    """One sentence with the numbers that matter for this kind of difference."""
    return SENTENCES[difference.kind](difference)


def array(description: str) -> tuple[str, tuple[int, ...]] | None:
    """(dtype, shape) of a description such as `float32 (3, 4)`, None for anything else."""
    found = ARRAY.fullmatch(description)
    if not found:
        return None
    shape = tuple(int(part) for part in found["shape"].replace(" ", "").split(",") if part)
    return found["dtype"], shape


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape as Python writes it."""
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def subject(difference: Difference) -> str:
    """Which part of the answer is meant."""
    name = line(difference.name)
    return {"result": say("the result")}.get(name, f"`{name}`" if "[" in name else name)


def count(difference: Difference, predicate: str = "differs") -> str:
    """`3 of 12 values differ`, `the value differs`."""
    if difference.of <= 1:
        return say("the value {predicate}", predicate=term(predicate))
    number = difference.wrong
    return say(
        "{number} of {of} values {verb}",
        number=number,
        of=difference.of,
        verb=agree(number, predicate),
    )


def _whole(difference: Difference) -> str:
    got, expected = line(difference.got), line(difference.expected)
    return say(
        "{subject} is {got}, expected {expected}",
        subject=subject(difference),
        got=got,
        expected=expected,
    )


def _shape(difference: Difference) -> str:
    got, expected = array(difference.got), array(difference.expected)
    if not got or not expected:
        return _whole(difference)
    shapes = say(
        "{shape}, expected {shape2}", shape=shape_text(got[1]), shape2=shape_text(expected[1])
    )
    return say("{subject} has shape {shapes}", subject=subject(difference), shapes=shapes)


def _dtype(difference: Difference) -> str:
    got, expected = array(difference.got), array(difference.expected)
    if not got or not expected:
        return _whole(difference)
    return say(
        "{subject} has dtype {got}, expected {expected}",
        subject=subject(difference),
        got=got[0],
        expected=expected[0],
    )


def _finite(difference: Difference) -> str:
    what = say("{subject} has nan or inf where a number was expected", subject=subject(difference))
    return f"{what}: {count(difference)}" if difference.of > 1 else what


def _values(difference: Difference) -> str:
    largest = difference.worst[0].error if difference.worst else math.nan
    text = count(difference)
    if math.isfinite(largest):
        text += say(
            " by {n}{error}", n=term("up to ") if difference.wrong > 1 else "", error=error(largest)
        )
        if difference.allowed is not None:
            text += say(", allowed {error}", error=error(difference.allowed))
    return text if difference.name == "result" else f"{subject(difference)}: {text}"


def _exact(difference: Difference) -> str:
    if difference.of <= 1 or difference.got != difference.expected:
        return _whole(difference)
    text = say("{count}, none may", count=count(difference))
    return text if difference.name == "result" else f"{subject(difference)}: {text}"


def _unchanged(difference: Difference) -> str:
    if difference.got != difference.expected:
        expected, got = line(difference.expected), line(difference.got)
        return say(
            "{subject} was {expected} and is {got} after the call",
            subject=subject(difference),
            expected=expected,
            got=got,
        )
    return say(
        "{subject} was changed: {count}", subject=subject(difference), count=count(difference)
    )


SENTENCES: dict[str, Callable[[Difference], str]] = {
    "type": _whole,
    "length": _whole,
    "shape": _shape,
    "dtype": _dtype,
    "finite": _finite,
    "values": _values,
    "exact": _exact,
    "unchanged": _unchanged,
}
