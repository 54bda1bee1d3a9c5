"""Is it drawn from what it should be drawn from? Samplers, dropout, initializers.

A right sampler fails one of these statements at most once in a million runs: `ALARM` is shared out
among the parts of a statement, and each part's bound comes from an exact distribution or from an
inequality that holds for every number of values. How many values there are is stated by the check,
so that too few cannot pass.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from grader.results import Difference, Json, Reason

from .compare import measured, plain_only
from .describe import described
from .errors import CheckError, Failed

ALARM = 1e-6  # how often a right answer may be called wrong

Bounds: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Normal:
    """Normal with this mean and standard deviation."""

    mean: float
    deviation: float

    @property
    def center(self) -> float:
        """The mean."""
        return self.mean

    def cdf(self, x: np.ndarray) -> np.ndarray:
        """Return the probability of a value up to `x`."""
        from scipy.special import ndtr

        below: np.ndarray = ndtr((x - self.mean) / self.deviation)
        return below

    def mean_bounds(self, count: int, alarm: float) -> Bounds:
        """Bounds of the mean of so many values, by its normal distribution."""
        from scipy.special import ndtri

        stray = -float(ndtri(alarm / 2)) * self.deviation / math.sqrt(count)
        return self.mean - stray, self.mean + stray

    def deviation_bounds(self, count: int, alarm: float) -> Bounds:
        """Bounds of the root mean square distance from the mean, by chi square."""
        from scipy.special import chdtri

        squares = [float(chdtri(count, p)) for p in (1 - alarm / 2, alarm / 2)]
        low, high = (self.deviation * math.sqrt(square / count) for square in squares)
        return low, high


@dataclass(frozen=True, slots=True)
class Uniform:
    """Uniform between `low` and `high`; either end may occur."""

    low: float
    high: float

    @property
    def center(self) -> float:
        """The mean."""
        return (self.low + self.high) / 2

    def cdf(self, x: np.ndarray) -> np.ndarray:
        """Return the probability of a value up to `x`."""
        return np.clip((x - self.low) / (self.high - self.low), 0.0, 1.0)

    def mean_bounds(self, count: int, alarm: float) -> Bounds:
        """Bounds of the mean of so many values, by Hoeffding's inequality."""
        stray = (self.high - self.low) * reach(count, alarm)
        return self.center - stray, self.center + stray

    def deviation_bounds(self, count: int, alarm: float) -> Bounds:
        """Bounds of the root mean square distance from the middle, by Hoeffding's inequality."""
        largest = (self.high - self.low) ** 2 / 4  # of one square; a third of it on average
        low, high = (largest * (1 / 3 + sign * reach(count, alarm)) for sign in (-1, 1))
        return math.sqrt(max(low, 0.0)), math.sqrt(high)


Cdf: TypeAlias = Callable[[np.ndarray], np.ndarray]


def normal(mean: float, deviation: float) -> Normal:
    """Describe a normal distribution by its mean and standard deviation."""
    if not deviation > 0:
        raise CheckError(f"normal() takes a standard deviation above 0, got {deviation!r}")
    return Normal(float(mean), float(deviation))


def uniform(low: float, high: float) -> Uniform:
    """Describe a uniform distribution between two numbers."""
    if not low < high:
        raise CheckError(f"uniform() takes low < high, got {low!r} and {high!r}")
    return Uniform(float(low), float(high))


def drawn_from(
    got: object, distribution: Normal | Uniform | Cdf, *, count: int, name: str = "result"
) -> None:
    """Fail unless `count` values are spread as draws from a continuous distribution are.

    Compared are the range (of a uniform one), the mean, the standard deviation and the whole
    distribution function (Kolmogorov and Smirnov). Of a distribution given as its distribution
    function `cdf(x)`, for float64 arrays, only the last. That each value is drawn on its own is
    not looked at.
    """
    values = _values(got, count, name)
    if isinstance(distribution, Normal | Uniform):
        if isinstance(distribution, Uniform):
            _in_range(values, distribution, name)
        root = float(np.sqrt(np.mean((values - distribution.center) ** 2)))
        third = ALARM / 3
        for what, number, bounds in (
            ("mean", float(values.mean()), distribution.mean_bounds(count, third)),
            ("deviation", root, distribution.deviation_bounds(count, third)),
        ):
            if not bounds[0] <= number <= bounds[1]:
                raise _unlikely("unlikely_moment", name, count, bounds, what=what, got=number)
        _same_distribution(values, distribution.cdf, third, name)
        return
    if not callable(distribution):
        raise CheckError("drawn_from() takes normal(...), uniform(...) or a distribution function")
    _same_distribution(values, distribution, ALARM, name)


def rate_is(got: object, probability: float, *, count: int, name: str = "result") -> None:
    """Fail unless so many of `count` booleans are true as happens with this probability.

    Each is to be drawn on its own; the bounds are the binomial distribution's.
    """
    _probability(probability)
    hits = _values(got, count, name, dtype="bool")
    _likely(int(hits.sum()), count, probability, ALARM, "unlikely_rate", name)


def shares_are(
    got: object, probabilities: Sequence[float], *, count: int, name: str = "result"
) -> None:
    """Fail unless `count` whole numbers from 0 on occur as often as their probabilities say.

    Each number's occurrences are held against the binomial distribution; what has probability 0
    may not occur.
    """
    shares = [float(p) for p in probabilities]
    if not shares or any(not 0 <= p <= 1 for p in shares) or abs(sum(shares) - 1) > 1e-9:
        raise CheckError("shares_are() takes probabilities that add up to 1")
    values = _values(got, count, name, dtype="int")
    strange = values[(values < 0) | (values >= len(shares))]
    if strange.size:
        raise _out_of_range(name, float(strange[0]), 0, len(shares) - 1)
    for number, share in enumerate(shares):
        hits = int((values == number).sum())
        _likely(hits, count, share, ALARM / len(shares), "unlikely_share", name, number)


def binomial_bounds(count: int, probability: float, alarm: float) -> tuple[int, int]:
    """Return the narrowest bounds that a binomial number leaves on either side with alarm / 2."""
    from scipy.special import bdtr, bdtrc

    if probability in (0.0, 1.0):
        return (count, count) if probability else (0, 0)
    low = _first(lambda k: bdtr(k, count, probability) > alarm / 2, count)
    return low, _first(lambda k: bdtrc(k, count, probability) <= alarm / 2, count)


def reach(count: int, alarm: float) -> float:
    """Return how far the mean of values within one unit may stray, by Hoeffding's inequality.

    By Massart's it is also how far an empirical distribution function may.
    """
    return math.sqrt(math.log(2 / alarm) / (2 * count))


def _first(holds: Callable[[int], bool], last: int) -> int:
    """The first number for which a statement holds that stays true once it is."""
    low, high = 0, last
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _likely(
    hits: int, count: int, probability: float, alarm: float, kind: str, name: str, value: int = -1
) -> None:
    bounds = binomial_bounds(count, probability, alarm)
    if not bounds[0] <= hits <= bounds[1]:
        more: dict[str, Json] = {"value": value} if kind == "unlikely_share" else {}
        raise _unlikely(kind, name, count, bounds, hits=hits, probability=probability, **more)


def _same_distribution(values: np.ndarray, cdf: Cdf, alarm: float, name: str) -> None:
    count = values.size
    ordered = np.sort(values)
    right = np.asarray(cdf(ordered), dtype=np.float64)
    if right.shape != ordered.shape or not np.all((right >= 0) & (right <= 1)):
        raise CheckError("a distribution function gives a probability for each value")
    above = np.arange(1, count + 1) / count
    below = above - 1 / count  # the share just below each value; at equal ones a bound is reached
    worst = int(np.maximum(above - right, right - below).argmax())
    got = float(max(above[worst], below[worst], key=lambda share: abs(share - right[worst])))
    expected, stray = float(right[worst]), reach(count, alarm)
    if not abs(got - expected) <= stray:
        bounds = (expected - stray, expected + stray)
        facts: dict[str, Json] = {"at": float(ordered[worst]), "got": got, "expected": expected}
        raise _unlikely("unlikely_gap", name, count, bounds, **facts)


def _in_range(values: np.ndarray, distribution: Uniform, name: str) -> None:
    outside = values[(values < distribution.low) | (values > distribution.high)]
    if outside.size:
        raise _out_of_range(name, float(outside[0]), distribution.low, distribution.high)


def _out_of_range(name: str, value: float, low: float, high: float) -> Failed:
    return Failed(Reason("out_of_range", {"name": name, "value": value, "low": low, "high": high}))


def _unlikely(kind: str, name: str, count: int, bounds: Bounds, **facts: Json) -> Failed:
    told: dict[str, Json] = {
        "name": name,
        "count": count,
        "low": bounds[0],
        "high": bounds[1],
        "alarm": ALARM,
    }
    return Failed(Reason(kind, {**told, **facts}))


def _probability(p: float) -> None:
    if not 0 <= p <= 1:
        raise CheckError(f"a probability lies between 0 and 1, got {p!r}")


def _values(got: object, count: int, name: str, dtype: str = "float") -> np.ndarray:
    """Return the values in a row, once they are so many of the right kind and finite."""
    if count < 1:
        raise CheckError(f"count is the number of values, at least 1, got {count!r}")
    plain_only(got, name)
    if isinstance(got, list | tuple):
        got = np.asarray(got) if all(type(x) in (bool, int, float) for x in got) else got
    known = measured(got)
    kinds = {"float": "f", "bool": "b", "int": "iu"}[dtype]
    if known is None or known.values.dtype.kind not in kinds:
        raise _other("type" if known is None else "dtype", name, got, f"{count} {dtype}s")
    values = known.values.reshape(-1)
    if values.size != count:
        raise _other("length", name, got, f"{count} values")
    wrong = int(np.sum(~np.isfinite(values))) if dtype == "float" else 0
    if wrong:
        raise _other("finite", name, got, "finite values", wrong=wrong, of=count)
    return values


def _other(kind: str, name: str, got: object, expected: str, wrong: int = 0, of: int = 0) -> Failed:
    difference = Difference(kind, name, described(got), expected, wrong=wrong, of=of)  # type: ignore[arg-type]  # one of its kinds
    return Failed(Reason("differs"), difference)
