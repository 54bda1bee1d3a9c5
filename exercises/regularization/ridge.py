"""Ridge regression: least squares with a price on large weights."""

from __future__ import annotations

import numpy as np


def ridge(X: np.ndarray, y: np.ndarray, alpha: float) -> tuple[np.ndarray, float]:
    """Return the weights w and the bias b that minimize

        sum over the n samples of (y - X w - b)**2  +  alpha * sum over the d weights of w**2

    X        float64 of shape (n, d), n >= 1, d >= 1: one sample per row
    y        float64 of shape (n,)
    alpha    0 or more; 0 only where X without its column means has rank d
    returns  (w, b): float64 of shape (d,), and a float

    - The bias is not penalized: adding 1000 to every y adds 1000 to b and changes nothing else.
      (At the minimum the residuals sum to 0, so b = mean(y) - mean of the rows of X @ w. What is
      left for w is the same problem without bias, for X and y less their means, and there the
      gradient is 0 where (X^T X + alpha I) w = X^T y.)
    - The squares are summed, not averaged, and have no factor 1/2: so it is in scikit-learn's
      Ridge. With a mean instead of the sum the same alpha would be n times as strong.
    - d may be larger than n: with alpha > 0 the matrix can always be solved.
    - There is nothing to raise, and no input is changed.

    Example: the slope of the best line is 1.5; the price takes a third of it away
        >>> w, b = ridge(np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 4.0]), alpha=1.0)
        >>> w.round(9), round(float(b), 9)
        (array([1.]), 0.333333333)

    Source: Hoerl and Kennard, "Ridge Regression: Biased Estimation for Nonorthogonal Problems"
    (1970), https://doi.org/10.1080/00401706.1970.10488634; Hastie, Tibshirani, Friedman, "The
    Elements of Statistical Learning" (2nd edition, 2009), section 3.4.1,
    https://hastie.su.domains/ElemStatLearn/

    """
    raise NotImplementedError("ridge")
