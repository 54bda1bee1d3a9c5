"""Lasso by coordinate descent: a price that makes weights exactly zero."""

from __future__ import annotations

import numpy as np


def lasso(
    X: np.ndarray,
    y: np.ndarray,
    alpha: float,
    sweeps: int,
) -> tuple[np.ndarray, float]:
    """Return weights w and bias b that make a squared error and the sizes of the weights small.

        (1 / (2 n)) sum of (y - X w - b)**2  +  alpha * sum of |w|

    is made smaller weight by weight. The bias is not penalized: take the column means from X and
    the mean from y first, and find b = mean(y) - (column means) . w at the end. Start from w = 0.
    One sweep visits the weights j = 0, 1, ..., d - 1 in this order and sets each, with all others
    as they are at that moment, to its best value:

        r    = y - (X w without the term of j)        what the other weights leave unexplained
        rho  = (column j) . r / n,   z = (column j) . (column j) / n
        w[j] = S(rho, alpha) / z,    S(rho, a) = sign(rho) max(|rho| - a, 0)

    S is the soft threshold: what is smaller than alpha becomes exactly 0, all else alpha smaller.

    X        float64 of shape (n, d), n >= 1, d >= 1: one sample per row
    y        float64 of shape (n,)
    alpha    0 or more
    sweeps   1 or more: how often all weights are visited, always as often as asked for
    returns  (w, b): float64 of shape (d,), and a float

    - A feature that never changes tells nothing (z = 0): its weight stays 0. There is none if alpha
      is 0.
    - n stands in rho and in z, so it cancels between them, but not against alpha. (scikit-learn's
      Lasso minimizes the same.)
    - There is nothing to raise, and no input is changed.

    Example: the features are (-1, 0, 1) and its opposite; one weight does it, the other is 0
        >>> X = np.array([[-1.0, 1.0], [0.0, 0.0], [1.0, -1.0]])
        >>> w, b = lasso(X, np.array([1.0, 2.0, 6.0]), alpha=1.0, sweeps=1)
        >>> w, b  # rho = 5/3, z = 2/3
        (array([1., 0.]), 3.0)

    Source: Tibshirani, "Regression Shrinkage and Selection via the Lasso" (1996); Friedman, Hastie,
    Tibshirani, "Regularization Paths for Generalized Linear Models via Coordinate Descent" (2010),
    section 2, https://doi.org/10.18637/jss.v033.i01

    """
    raise NotImplementedError("lasso")
