"""A vector stretched over 0 to 1."""

import numpy as np

from grader import cases, check, near, reference


@check(points=2)
@cases(n=[2, 3, 6])
def starts_at_zero_and_ends_at_one(stretch, n, rng):
    """takes whole numbers from 0 up to 0 ... 1"""
    x = rng.permutation(n).astype("float64")
    near(stretch(x), reference(x))


@check(after=starts_at_zero_and_ends_at_one)
@cases(n=[2, 4], seed=range(2))
def takes_any_range(stretch, n, rng):
    """takes any range to 0 ... 1"""
    x = 3.0 + rng.permutation(np.arange(float(n)))
    near(stretch(x), reference(x))
