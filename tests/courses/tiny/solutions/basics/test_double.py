"""Twice an array: hidden checks, mistakes, variants."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


def truth(x, times=1):
    """Doubled by adding, in float64."""
    for _ in range(times):
        x = np.add(x, x)
    return x


@check(points=1)
@cases(n=[7, 1000])
def works_on_long_arrays(double, n, rng):
    """works on long arrays"""
    x = rng.normal(size=n).astype("float32")
    near(double(x), reference(x))


@check(points=1, after="doubles_many_times")
@cases(times=[5])
def doubles_five_times(double, times, rng):
    """doubles five times"""
    x = rng.normal(size=2)
    near(double(x, times), reference(x, times))


@mistake(fails=["matches_the_reference", "works_on_long_arrays"])
def triple(x, times=1):
    """tripled instead of doubled"""
    return x * 3**times


@mistake(fails="leaves_its_input_unchanged")
def in_place(x, times=1):
    """doubled its input in place"""
    x *= 2**times
    return x


once = mistake("ignores `times`", fails="doubles_many_times", replace=("2**times", "2"))


@variant
def loops(x, times=1):
    """element by element"""
    out = np.empty_like(x)
    for i, item in enumerate(x):
        out[i] = item * 2**times
    return out


by_adding = variant("by adding", replace=("x * 2**times", "x + x * (2**times - 1)"))
