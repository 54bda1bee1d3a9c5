"""The chain rule: multiply along a path, add over the paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    Stage = tuple[Callable[[np.ndarray], np.ndarray], Callable[[np.ndarray], np.ndarray]]


def chain_rule(paths: list[list[Stage]], x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return y and dy/dx, where y is reached from x along several paths at once.

    A path is a list of stages (f, df): a function and its derivative. It starts at u_0 = x and goes

        u_k = f_k(u_(k-1))                      for its stages k = 1, 2, ..., K
        du_K/dx = df_K(u_(K-1)) ... df_2(u_1) df_1(u_0)

    and y is the sum of what arrives, over all paths; so dy/dx is the sum of their derivatives.

    paths    each f and df takes a float64 array of the shape of x and returns one, entry by entry.
             They may be called as often as you like
    x        float64 of any shape; never changed
    returns  (y, dy/dx), two float64 arrays of the shape of x

    - The first stage of a list is the innermost function, the one that gets x.
    - Each local derivative is taken where its stage stands: at the stage's own input, not at x.
    - A path without stages carries x itself, with the derivative 1. Without paths y and dy/dx are
      0.

    Example: y = (2 x + 1)**3 has the derivative 3 u**2 * 2 with u = 2 x + 1.
        >>> line = (lambda x: 2 * x + 1, lambda x: 2 + 0 * x)
        >>> cube = (lambda u: u**3, lambda u: 3 * u**2)
        >>> chain_rule([[line, cube]], np.array([0.0, 1.0, -1.0]))
        (array([ 1., 27., -1.]), array([ 6., 54.,  6.]))

    Source: Deisenroth, Faisal, Ong, "Mathematics for Machine Learning" (2020), sections 5.1.2 and
    5.2.2, https://mml-book.com

    """
    ### BEGIN SOLUTION
    y, slope = np.zeros_like(x), np.zeros_like(x)
    for path in paths:
        u, along = x, np.ones_like(x)
        for f, df in path:
            along = along * df(u)
            u = f(u)
        y += u
        slope += along
    return y, slope
    ### END SOLUTION
