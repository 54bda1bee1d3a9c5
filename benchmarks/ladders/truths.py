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


BY_NAME: dict[str, Callable[..., Truth]] = {
    function.__name__: function
    for function in (copy, transpose, reduction, softmax)
}
