"""The elastic net by proximal gradient steps: a smooth part, and a part with a kink."""

from __future__ import annotations

import numpy as np


def elastic_net(
    X: np.ndarray,
    y: np.ndarray,
    alpha: float,
    l1_ratio: float,
    steps: int,
) -> tuple[np.ndarray, float, np.ndarray]:
    """Return weights, bias and the objective after every step of ISTA.

    With both prices, on the sizes and on the squares of the weights, the objective is

        F(w, b) = (1 / (2 n)) sum of (y - X w - b)**2
                  + alpha * l1_ratio * sum of |w|  +  alpha * (1 - l1_ratio) / 2 * sum of w**2

    Take the column means from X and the mean from y, so that no bias is left; start from w = 0. A
    step goes down the gradient g of the two smooth parts, the squared error and the squares of the
    weights, and then applies the soft threshold for the sizes, all weights at once:

        w <- S(w - g / L, alpha * l1_ratio / L),    S(v, a) = sign(v) max(|v| - a, 0)
        L  = (largest eigenvalue of X^T X) / n + alpha * (1 - l1_ratio)       the centered X

    L is the largest curvature of the smooth parts. With 1 / L as step size the objective never
    rises (beyond rounding).

    X         float64 of shape (n, d), n >= 1, d >= 1: one sample per row; not all rows equal
    y         float64 of shape (n,)
    alpha     0 or more
    l1_ratio  from 0 (ridge) to 1 (lasso)
    steps     0 or more
    returns   (w, b, objectives): float64 of shape (d,), a float, float64 of shape (steps + 1,)

    - objectives[0] is F before the first step, w = 0, objectives[t] after step t; all with the best
      b for that w, which is mean(y) - (column means) . w. The b returned is the last one.
    - There is nothing to raise, and no input is changed.

    Example: centered, X is -1 and 1 and y -2 and 2, so L = 1 + 1/2; v = 2 / 1.5, less 0.5 / 1.5
        >>> X, y = np.array([[0.0], [2.0]]), np.array([1.0, 5.0])
        >>> w, b, f = elastic_net(X, y, alpha=1.0, l1_ratio=0.5, steps=2)
        >>> w.round(9), round(float(b), 9), f.round(9)
        (array([1.]), 2.0, array([2.  , 1.25, 1.25]))

    Source: Zou and Hastie, "Regularization and Variable Selection via the Elastic Net" (2005);
    Parikh and Boyd, "Proximal Algorithms" (2014), section 4.2,
    https://web.stanford.edu/~boyd/papers/prox_algs.html

    """
    raise NotImplementedError("elastic_net")
