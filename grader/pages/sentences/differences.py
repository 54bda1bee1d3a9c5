"""Sentences about a result that is not the expected one."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

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
    return {"result": "the result"}.get(name, f"`{name}`" if "[" in name else name)


def count(difference: Difference, predicate: str = "differs") -> str:
    """`3 of 12 values differ`, `the value differs`."""
    if difference.of <= 1:
        return f"the value {predicate}"
    number = difference.wrong
    return f"{number} of {difference.of} values {agree(number, predicate)}"


def _whole(difference: Difference) -> str:
    got, expected = line(difference.got), line(difference.expected)
    return f"{subject(difference)} is {got}, expected {expected}"


def _shape(difference: Difference) -> str:
    got, expected = array(difference.got), array(difference.expected)
    if not got or not expected:
        return _whole(difference)
    shapes = f"{shape_text(got[1])}, expected {shape_text(expected[1])}"
    return f"{subject(difference)} has shape {shapes}"


def _dtype(difference: Difference) -> str:
    got, expected = array(difference.got), array(difference.expected)
    if not got or not expected:
        return _whole(difference)
    return f"{subject(difference)} has dtype {got[0]}, expected {expected[0]}"


def _finite(difference: Difference) -> str:
    what = f"{subject(difference)} has nan or inf where a number was expected"
    return f"{what}: {count(difference)}" if difference.of > 1 else what


def _values(difference: Difference) -> str:
    largest = difference.worst[0].error if difference.worst else math.nan
    text = count(difference)
    if math.isfinite(largest):
        text += f" by {'up to ' if difference.wrong > 1 else ''}{error(largest)}"
        if difference.allowed is not None:
            text += f", allowed {error(difference.allowed)}"
    return text if difference.name == "result" else f"{subject(difference)}: {text}"


def _exact(difference: Difference) -> str:
    if difference.of <= 1 or difference.got != difference.expected:
        return _whole(difference)
    text = f"{count(difference)}, none may"
    return text if difference.name == "result" else f"{subject(difference)}: {text}"


def _unchanged(difference: Difference) -> str:
    if difference.got != difference.expected:
        expected, got = line(difference.expected), line(difference.got)
        return f"{subject(difference)} was {expected} and is {got} after the call"
    return f"{subject(difference)} was changed: {count(difference)}"


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
