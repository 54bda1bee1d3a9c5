"""Numbers as a reader wants them: points, times, sizes, values, errors, plurals."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .language import counted, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import Number, Place

IRREGULAR = {"differs": "differ", "try": "tries"}


def plural(count: float, word: str) -> str:
    """`1 check`, `2 checks`."""
    return say("{count} {words}", count=number(count), words=agree(count, word))


def agree(count: float, word: str) -> str:
    """`word` in the number of `count`; of several words, the last changes."""
    other = counted(word)
    if other is not None or count == 1:
        return other or word
    first, space, last = word.rpartition(" ")
    return first + space + IRREGULAR.get(last, last + "s")


def number(x: float) -> str:
    """A count or points: `3`, `2.5`, at most four decimals."""
    if not math.isfinite(x):
        return str(x)
    return f"{x:.4f}".rstrip("0").rstrip(".") if x != int(x) else str(int(x))


def seconds(x: float) -> str:
    """A time in a unit that fits: `9 ms`, `0.4 s`, `12 s`, `2 min 5 s`."""
    if not math.isfinite(x) or x < 0:
        return "?"
    if x < 0.001:
        return "<1 ms"
    if x < 0.1:
        return f"{x * 1000:.0f} ms"
    if x < 9.95:
        return f"{x:.1f} s"
    whole = round(x)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def duration(x: float) -> str:
    """A limit in words: `1 second`, `0.5 seconds`, `2 minutes`."""
    if x >= 120 and x % 60 == 0:
        return plural(x // 60, "minute")
    return plural(x, "second")


def size(bytes_: float) -> str:
    """A size: `512 bytes`, `64 KiB`, `1 GiB`."""
    for power, unit in ((30, "GiB"), (20, "MiB"), (10, "KiB")):
        if bytes_ >= 1 << power:
            return f"{float(f'{bytes_ / (1 << power):.3g}'):g} {unit}"
    return plural(bytes_, "byte")


def error(x: Number) -> str:
    """An error in two significant digits: `1.4e+00`."""
    return f"{float(x):.1e}" if math.isfinite(x) else str(float(x))


def relative(place: Place) -> float:
    """The error over |expected|; nan where that says nothing."""
    if isinstance(place.expected, str) or not math.isfinite(place.expected) or not place.expected:
        return math.nan
    return abs(place.error / place.expected)


def percent(part: float, whole: float) -> str:
    """`part` of `whole`, never rounded to 0 or to 100: `4.0 %`, `>99.9 %`."""
    share = 100 * part / whole if whole else 0.0
    if share in {0.0, 100.0}:
        return f"{share:.0f} %"
    return "<0.1 %" if share < 0.1 else ">99.9 %" if share > 99.9 else f"{share:.1f} %"


def values(places: Sequence[Place]) -> list[tuple[str, str]]:
    """(got, expected) of every place as text: six significant digits, more where six show nothing.

    Signs are shown when any value is negative.
    """
    errors = [relative(place) for place in places]
    smallest = min((e for e in errors if math.isfinite(e) and 0 < e < 1), default=1.0)
    digits = min(17, max(6, math.ceil(-math.log10(smallest)) + 2))
    both = [x for place in places for x in (place.got, place.expected)]
    signed = any(isinstance(x, int | float) and math.copysign(1, x) < 0 for x in both)
    shown = [_value(x, digits, signed) for x in both]
    return list(zip(shown[::2], shown[1::2], strict=True))


def _value(x: Number | str, digits: int, signed: bool) -> str:
    if isinstance(x, str | bool):
        return str(x)
    sign = "+" if signed else ""
    if isinstance(x, int):
        return f"{x:{sign}d}"
    if math.isnan(x):
        return "nan"
    if math.isinf(x):
        return f"{x:{sign}f}"
    if x and not 1e-4 <= abs(x) < 1e6:
        return f"{x:{sign}.{digits - 1}e}"
    decimals = digits - (max(1, math.floor(math.log10(abs(x))) + 1) if abs(x) >= 1 else 0)
    return f"{x:{sign}.{max(0, decimals)}f}"
