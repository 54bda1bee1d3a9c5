"""Twice an array."""

import numpy as np

from grader import cases, check, given, integers, near, put, reference, unchanged


@check(points=2)
@cases(n=[1, 2, 5], seed=range(2))
def matches_the_reference(double, n, rng):
    """matches the reference"""
    x = rng.normal(size=n)
    near(double(x), reference(x))


@check(points=1, after=matches_the_reference)
@given(times=integers(0, 3))
def doubles_many_times(double, times, rng):
    """doubles as often as it is told"""
    x = rng.normal(size=3)
    near(double(x, times=times), reference(x, times=times))


@check(points=1)
@cases(n=[2])
def leaves_its_input_unchanged(double, n, rng):
    """leaves its input unchanged"""
    x = put(rng.normal(size=n))
    double(x)
    unchanged(x, "x")


@check(points=1, after=matches_the_reference)
def doubles_one_and_two(double):
    """gives 2 and 4 for 1 and 2"""
    near(double(np.array([1.0, 2.0])), np.array([2.0, 4.0]))
