"""Random directions: in many dimensions nearly all of them are at right angles."""

from __future__ import annotations

import numpy as np


def random_cosines(
    n: int, d: int, tolerance: float, rng: np.random.Generator
) -> tuple[np.ndarray, float]:
    """Draw n pairs of random vectors in d dimensions and ask how many are nearly at right angles.

    Draw first all n vectors a, then all n vectors b, each number standard normal:

        a = rng.normal(size=(n, d))
        b = rng.normal(size=(n, d))

    cosines  a[i] . b[i] / (|a[i]| |b[i]|), for every pair i
    share    the share of pairs with -tolerance < cosine < tolerance

    n, d       1 or more; 2 or more
    tolerance  above 0, at most 1
    rng        a generator of NumPy; draws are taken from it, in the stated order, and no others
    returns    (cosines, share): float64 of shape (n,), and a float between 0 and 1, not per cent

    The cosines have mean 0 and variance exactly 1/d: they shrink like 1 / sqrt(d), and are small
    but not 0. Within 0.1 lie, of all pairs, 6.4 % in 2 dimensions, exactly 10 % in 3, 68 % in 100,
    99.8 % in 1000.

    Example:
        >>> cosines, share = random_cosines(4, 3, 0.7, np.random.default_rng(1))
        >>> cosines.round(6).tolist(), share
        ([-0.643578, -0.79507, 0.381193, 0.489838], 0.75)

    Source: Vershynin, "High-Dimensional Probability" (2018), section 3.2 and remark 3.2.5,
    https://www.math.uci.edu/~rvershyn/papers/HDP-book/HDP-book.html

    """
    raise NotImplementedError("random_cosines")
