"""Numerical gradient: move one entry a little, see what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


def numerical_gradient(
    f: Callable[[np.ndarray], float],
    x: np.ndarray,
    h: float | None = None,
    scheme: str = "central",
) -> np.ndarray:
    """Return the gradient of f at x by finite differences, one entry of x at a time.

    With e_i the array that is 1 at entry i and 0 elsewhere, entry i of the gradient is

        "forward"    (f(x + h e_i) - f(x)) / h                 wrong by about h
        "central"    (f(x + h e_i) - f(x - h e_i)) / (2 h)     wrong by about h**2

    f        takes a float64 array of the shape of x, returns a float
    x        float64, float32 or integers, of any shape with at least one axis; never changed
    h        above 0; or None, then every entry has its own step
                 eps**(1/2) * max(1, |x_i|)    for "forward"
                 eps**(1/3) * max(1, |x_i|)    for "central"
             with eps = np.finfo("float64").eps, about 2.2e-16
    returns  float64 of the shape of x

    - Why these roots: f is only known to about eps |f|, which a division by h enlarges. A smaller h
      makes the formula better and the rounding worse; the root is where both are alike.
    - All arithmetic is float64, whatever x is: 1 + 1e-8 is 1 in float32, and 1 among the integers.
    - f(x + h e_i) is f with one entry moved: when the next one moves, this one is back in place.
    - f is called exactly N + 1 times for "forward", 2 N times for "central", N the entries of x.
    - Raises ValueError for any other scheme.

    Example: L(w) = w**2 at w = 2, with a step of 0.1. The slope is 4; forward differences say 4.1.
        >>> w = np.array([2.0])
        >>> numerical_gradient(lambda w: float(w[0] ** 2), w, 0.1, "forward").round(9)
        array([4.1])
        >>> numerical_gradient(lambda w: float(w[0] ** 2), w, 0.1).round(9)
        array([4.])

    Source: Press, Teukolsky, Vetterling, Flannery, "Numerical Recipes" (3rd ed. 2007), section 5.7,
    https://numerical.recipes

    """
    raise NotImplementedError("numerical_gradient")
