"""Descriptions of what to draw. Hypothesis is loaded only when something is drawn.

Draw dimensions, dtypes and scalars; fill arrays from the check's seeded `rng`.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hypothesis.strategies import SearchStrategy

REMEMBERED = 1000  # draws: a class's worth of checks, whose seed is the same for all

Scalar: TypeAlias = bool | int | float | str | None


@dataclass(frozen=True, slots=True)
class Integers:
    """Whole numbers from `low` to `high`, both included."""

    low: int
    high: int

    def strategy(self) -> SearchStrategy[Scalar]:
        """Return the Hypothesis strategy."""
        from hypothesis import strategies

        return strategies.integers(self.low, self.high)


@dataclass(frozen=True, slots=True)
class Floats:
    """Finite float64 values from `low` to `high`, both included."""

    low: float
    high: float

    def strategy(self) -> SearchStrategy[Scalar]:
        """Return the Hypothesis strategy."""
        from hypothesis import strategies

        return strategies.floats(self.low, self.high, allow_nan=False, allow_infinity=False)


@dataclass(frozen=True, slots=True)
class SampledFrom:
    """One of the given values."""

    options: tuple[Scalar, ...]

    def strategy(self) -> SearchStrategy[Scalar]:
        """Return the Hypothesis strategy."""
        from hypothesis import strategies

        return strategies.sampled_from(self.options)


Description: TypeAlias = Integers | Floats | SampledFrom


def integers(low: int, high: int) -> Integers:
    """Describe whole numbers from `low` to `high`, both included."""
    return Integers(low, high)


def floats(low: float, high: float) -> Floats:
    """Describe finite floats from `low` to `high`, both included."""
    return Floats(low, high)


def booleans() -> SampledFrom:
    """Describe `False` and `True`."""
    return SampledFrom((False, True))


def sampled_from(options: Sequence[Scalar]) -> SampledFrom:
    """Describe one of `options`."""
    return SampledFrom(tuple(options))


def draw(
    described: Mapping[str, Description], seed: int, count: int
) -> tuple[dict[str, Scalar], ...]:
    """Draw up to `count` different cases with Hypothesis, the same for the same seed and version.

    Smallest first, so that the first failing case is a readable one.
    """
    # By text: a bool and an int that are equal are not the same case.
    name = (repr(described), seed, count)
    if name not in _drawn:
        if len(_drawn) >= REMEMBERED:
            _drawn.clear()
        _drawn[name] = _anew(described, seed, count)
    return tuple(dict(case) for case in _drawn[name])


_drawn: dict[tuple[str, int, int], tuple[dict[str, Scalar], ...]] = {}


def _anew(
    described: Mapping[str, Description], seed: int, count: int
) -> tuple[dict[str, Scalar], ...]:
    import hypothesis
    from hypothesis.configuration import set_hypothesis_home_dir

    # Hypothesis keeps notes in the working directory, which is somebody's submission.
    set_hypothesis_home_dir(Path(tempfile.gettempdir()) / f"gradsteps-hypothesis-{os.getuid()}")
    drawn: list[dict[str, Scalar]] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count,
        phases=(hypothesis.Phase.generate,),
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(
        hypothesis.strategies.fixed_dictionaries(
            {name: description.strategy() for name, description in described.items()}
        )
    )
    def collect(case: dict[str, Scalar]) -> None:
        if case not in drawn:
            drawn.append(case)

    collect()
    return tuple(sorted(drawn, key=_size))


def _size(case: Mapping[str, Scalar]) -> float:
    numbers = [abs(x) for x in case.values() if isinstance(x, int | float)]
    return float(sum(numbers))
