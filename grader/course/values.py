"""Rules for one value of course.toml: what is expected, and what the value becomes.

A rule never converts between types that TOML tells apart: a string is no number, `true` is no 1.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from keyword import iskeyword
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SIZES = {
    "B": 1,
    "kB": 10**3,
    "MB": 10**6,
    "GB": 10**9,
    "KiB": 1 << 10,
    "MiB": 1 << 20,
    "GiB": 1 << 30,
}
_AMOUNT = r"[0-9]{1,18}(?:\.[0-9]{1,9})?"
_TIMES = {"s": 1, "min": 60, "h": 3600, "d": 86400}
_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_DOTTED = rf"{_NAME}(?:\.{_NAME})*"


class UnfitError(Exception):
    """The value does not fit the rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value must be. `read` returns what it becomes, or raises `UnfitError`."""

    expected: str
    read: Callable[[object], object]
    choices: tuple[str, ...] = ()  # where only these will do: one of them may be suggested


def describe(value: object) -> str:
    """`value` as course.toml writes it, on one line and at most 60 characters long."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            # Python refuses to print integers of thousands of digits; TOML can hold them.
            return str(value) if value.bit_length() < 200 else "a number of more than 60 digits"
        case str():
            text = json.dumps(value, ensure_ascii=not value.isprintable())
            return text if len(text) <= 60 else f'{text[:56]}..."'
        case datetime() | date() | time():
            return value.isoformat()
        case list():
            return "a list" if value else "an empty list"
        case dict():
            return "a table"
        case _:
            return str(value)


def flag() -> Rule:
    """True or false."""

    def read(value: object) -> bool:
        if not isinstance(value, bool):
            raise UnfitError
        return value

    return Rule("true or false", read)


def whole(least: int, most: int | None = None) -> Rule:
    """An integer from `least` to `most`."""
    span = f"from {least} to {most}" if most is not None else f"of at least {least}"

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise UnfitError
        if most is not None and value > most:
            raise UnfitError
        return value

    return Rule(f"a whole number {span}", read)


def number(above: float | None = None, between: tuple[float, float] | None = None) -> Rule:
    """A finite float above `above`, or in the closed interval `between`. Integers will do."""

    def read(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise UnfitError
        try:
            real = float(value)
        except OverflowError:
            raise UnfitError from None
        if not math.isfinite(real) or (above is not None and real <= above):
            raise UnfitError
        if between is not None and not between[0] <= real <= between[1]:
            raise UnfitError
        return real

    span = f" above {above:g}" if above is not None else ""
    if between is not None:
        span = f" from {between[0]:g} to {between[1]:g}"
    return Rule(f"a number{span}", read)


def text(pattern: str, expected: str) -> Rule:
    """A string that matches `pattern` as a whole."""
    compiled = re.compile(pattern)

    def read(value: object) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise UnfitError
        return value

    return Rule(expected, read)


def choice(options: Sequence[str]) -> Rule:
    """One of a few words."""

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in options:
            raise UnfitError
        return value

    words = [f'"{option}"' for option in options]
    return Rule(f"{', '.join(words[:-1])} or {words[-1]}", read, tuple(options))


def title() -> Rule:
    """A line of text."""

    def read(value: object) -> str:
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise UnfitError
        return value.strip()

    return Rule("a line of text", read)


def folder_name() -> Rule:
    """A lower-case Python name for a file or folder that cannot be taken for one of checks."""

    def read(value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", value):
            raise UnfitError
        if iskeyword(value) or value.startswith("test_") or value == "conftest":
            raise UnfitError
        return value

    return Rule("a lower-case Python name that is no keyword and no test_ file", read)


def identifier() -> Rule:
    """A Python name."""

    def read(value: object) -> str:
        if not isinstance(value, str) or not value.isidentifier() or iskeyword(value):
            raise UnfitError
        return value

    return Rule("the name of a Python function or class", read)


def dotted_name() -> Rule:
    """A name as `scipy.special.softmax`."""
    return text(_DOTTED, 'a dotted name as "scipy.special.softmax"')


def attribute() -> Rule:
    """A library's function as `scipy.special:softmax`."""
    return text(rf"{_DOTTED}:{_DOTTED}", '"module:attribute", as "scipy.special:softmax"')


def size() -> Rule:
    """A number of bytes above 0: an integer, or text as `1 GiB`."""
    pattern = re.compile(rf"({_AMOUNT}) ?({'|'.join(_SIZES)})")

    def read(value: object) -> int:
        if isinstance(value, str) and (found := pattern.fullmatch(value)):
            exact = Fraction(found[1]) * _SIZES[found[2]]
            if exact.denominator != 1:
                raise UnfitError
            value = int(exact)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 1 << 62:
            raise UnfitError
        return value

    return Rule('a size as "1 GiB" or a number of bytes above 0', read)


def duration() -> Rule:
    """A time span up to a year, as `15 min` or `1 h 30 min`."""
    one = re.compile(rf"({_AMOUNT}) ?({'|'.join(_TIMES)})")
    whole_text = re.compile(rf"{one.pattern}(?: {one.pattern})*")

    def read(value: object) -> timedelta:
        if not isinstance(value, str) or not whole_text.fullmatch(value):
            raise UnfitError
        seconds = sum(Fraction(amount) * _TIMES[unit] for amount, unit in one.findall(value))
        if seconds > 366 * _TIMES["d"]:
            raise UnfitError
        return timedelta(microseconds=round(seconds * 10**6))

    return Rule('a time span of at most a year, as "15 min" or "2 h"', read)


def moment() -> Rule:
    """A date and time with an offset, as a TOML date-time or as text."""

    def read(value: object) -> datetime:
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                raise UnfitError from None
        if not isinstance(value, datetime) or value.utcoffset() is None:
            raise UnfitError
        try:
            value.astimezone(UTC)
        except OverflowError:
            raise UnfitError from None
        return value

    return Rule("a date and time with its offset, as 2026-10-01T23:59:00+08:00", read)
