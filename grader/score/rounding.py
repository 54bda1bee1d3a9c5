"""Exact arithmetic on points, so that equal inputs give equal points on every machine."""

from __future__ import annotations

from fractions import Fraction

STEPS = 10_000  # points are multiples of 1 / STEPS


def exact(value: float) -> Fraction:
    """The decimal number that `value` prints as: 0.1 becomes 1/10, not its binary neighbor."""
    return Fraction(repr(float(value)))


def rounded(value: Fraction) -> float:
    """`value` to the nearest 1e-4, ties to even: the float that prints as that decimal."""
    return float(Fraction(round(value * STEPS), STEPS))
