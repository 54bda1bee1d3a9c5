"""What each operation gives, in float64 NumPy, and how far off a right kernel may be.

A function a ladder, by its name: it takes the inputs by name and returns the answer and the
largest error of each element. Where inputs are small integers every partial sum is exact in
float32, in any order, and no error is allowed. Elsewhere u is the unit roundoff of float32, a sum
of k terms in any order is off by at most k u times the sum of their sizes, and exp, erf and their
kind are taken to be off by 4 u.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import erf

if TYPE_CHECKING:
    from collections.abc import Callable

Floats = np.ndarray[Any, Any]
Truth = tuple[Floats, Floats | float]
U = 2.0**-24


def copy(x: Floats) -> Truth:
    """The same."""
    return x, 0.0


def transpose(x: Floats) -> Truth:
    """Rows for columns."""
    return x.T, 0.0


def reduction(x: Floats) -> Truth:
    """The sum of whole numbers."""
    return x.astype("float64").sum(keepdims=True), 0.0


def softmax(x: Floats) -> Truth:
    """By rows.

    An exponent is off by u of its size, which the exponential makes a relative error; the sum adds
    u for each term, and an online one as much again for each time it is scaled, at most once a
    term with an exponential of 4 u.
    """
    wide = x.astype("float64")
    below = wide - wide.max(axis=1, keepdims=True)
    e = np.exp(below)
    p = e / e.sum(axis=1, keepdims=True)
    reach = -below.min(axis=1, keepdims=True)
    return p, U * p * (6 * x.shape[1] + 2 * reach + 16)


def vector_add(x: Floats, y: Floats) -> Truth:
    """One sum, rounded once."""
    added = x.astype("float64") + y
    return added, U * abs(added)


def rmsnorm(x: Floats, weight: Floats) -> Truth:
    """By rows: a mean of squares, which nothing can cancel, and a few roundings."""
    wide = x.astype("float64")
    out = wide / np.sqrt((wide**2).mean(axis=1, keepdims=True) + 1e-6) * weight
    return out, U * abs(out) * (x.shape[1] / 2 + 8)


def layernorm(x: Floats, weight: Floats, bias: Floats) -> Truth:
    """By rows.

    The mean is off by at most cols u times the mean size of the row, which shifts every
    difference; the variance by cols u of itself, half of which its root keeps. Twice both, for
    Welford's way.
    """
    wide = x.astype("float64")
    cols = x.shape[1]
    centered = wide - wide.mean(axis=1, keepdims=True)
    deviation = np.sqrt((centered**2).mean(axis=1, keepdims=True) + 1e-5)
    scaled = centered / deviation * weight
    shift = cols * abs(wide).mean(axis=1, keepdims=True) / deviation
    return scaled + bias, U * (
        2 * (abs(scaled) * (cols / 2 + 8) + abs(weight) * shift) + abs(scaled + bias)
    )


def matmul(a: Floats, b: Floats) -> Truth:
    """The product of matrices of whole numbers."""
    return a.astype("float64") @ b, 0.0


def histogram(x: Floats) -> Truth:
    """How often each byte occurs."""
    return np.bincount(x, minlength=256), 0.0


def scan(x: Floats) -> Truth:
    """The prefix sums of whole numbers."""
    return x.astype("int64").cumsum(), 0.0


def bias_gelu(x: Floats, bias: Floats) -> Truth:
    """Of x + bias; where 1 + erf cancels, the error is one of erf's, whatever is left of it.

    The sum is off by u of itself, which moves the result by at most 1.13 times that.
    """
    added = x.astype("float64") + bias
    return added * (1 + erf(added / np.sqrt(2))) / 2, 8 * U * abs(added)


def cross_entropy(x: Floats, targets: Floats) -> Truth:
    """By rows: the relative error of the sum (as in softmax), and roundings of differences."""
    wide = x.astype("float64")
    most = wide.max(axis=1)
    below = wide - most[:, None]
    sums = np.log(np.exp(below).sum(axis=1))
    picked = most - wide[np.arange(len(x)), targets]
    reach = -below.min(axis=1)
    return sums + picked, U * (6 * x.shape[1] + 2 * reach + 16 + 4 * (sums + picked))


def dequantize_gemv(weights: Floats, scales: Floats, x: Floats) -> Truth:
    """A sum of cols products of three factors."""
    terms = weights.astype("float64") * np.repeat(scales, 64, axis=1) * x
    return terms.sum(axis=1), U * (x.size + 3) * abs(terms).sum(axis=1)


def flash_attention(q: Floats, k: Floats, v: Floats) -> Truth:
    """By heads: a score of d products is an exponent, the rest is a softmax and one more sum."""
    wide = [one.astype("float64") for one in (q, k, v)]
    d, n = q.shape[2], q.shape[1]
    scores = wide[0] @ wide[1].transpose(0, 2, 1) / np.sqrt(d)
    below = scores - scores.max(axis=2, keepdims=True)
    e = np.exp(below)
    p = e / e.sum(axis=2, keepdims=True)
    sizes = (abs(wide[0]) @ abs(wide[1]).transpose(0, 2, 1) / np.sqrt(d)).max(axis=2, keepdims=True)
    reach = -below.min(axis=2, keepdims=True)
    times = 2 * (d + 2) * sizes + 8 * n + 2 * reach + 16
    return p @ wide[2], U * times * (p @ abs(wide[2]))


BY_NAME: dict[str, Callable[..., Truth]] = {
    function.__name__: function
    for function in (
        copy,
        transpose,
        reduction,
        softmax,
        vector_add,
        rmsnorm,
        layernorm,
        matmul,
        histogram,
        scan,
        bias_gelu,
        cross_entropy,
        dequantize_gemv,
        flash_attention,
    )
}
