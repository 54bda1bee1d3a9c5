"""How large a learning rate may be: gradient descent on a quadratic, from its eigenvalues."""

from __future__ import annotations

import math

import numpy as np


def stability(
    hessian: np.ndarray, lr: float, shrink: float = 1e-3
) -> tuple[float, float, float, float, str]:
    """Return what the learning rate `lr` does on the quadratic f(x) = x . A x / 2 - b . x.

    The gradient is A x - b, so a step multiplies the distance to the lowest point by I - lr A:
    along an eigenvector of A with eigenvalue a, by the factor 1 - lr a. With l the smallest and L
    the largest eigenvalue, the result is (limit, best, rate, steps, kind):

        limit  2 / L: descent converges from every start exactly if lr is below it
        best   2 / (l + L): the learning rate whose `rate` is smallest
        rate   the largest |1 - lr a| of all eigenvalues a
        steps  the smallest k = 1, 2, ... with rate**k <= shrink, as a float; math.inf if lr is
               above the limit
        kind   "smooth"    lr <= 1 / L: no factor is negative
               "zigzags"   1 / L < lr < 2 / L: along some direction every step goes too far, and
                           yet it converges
               "diverges"  lr > 2 / L

    hessian  A: float64 of shape (n, n), n >= 1, symmetric, every eigenvalue above 0; never changed
    lr       above 0
    shrink   above 0 and below 1

    - rate 0 takes 1 step.
    - lr is never so near to 2 / L, nor rate**k so near to shrink, that rounding would decide. lr is
      never exactly 2 / L, where the distance neither shrinks nor grows.
    - There is nothing to raise.

    Example, f(x, y) = x**2 + 4 y**2, whose gradient is (2 x, 8 y):
        >>> limit, best, rate, steps, kind = stability(np.diag([2.0, 8.0]), 0.2)
        >>> [round(float(number), 9) for number in (limit, best, rate, steps)], kind
        ([0.25, 0.2, 0.6, 14.0], 'zigzags')

    Source: Boyd and Vandenberghe, "Convex Optimization" (2004), section 9.3,
    https://web.stanford.edu/~boyd/cvxbook/; Goh, "Why Momentum Really Works" (2017),
    https://distill.pub/2017/momentum/

    """
    ### BEGIN SOLUTION
    eigenvalues = np.linalg.eigvalsh(hessian)
    low, high = eigenvalues[0], eigenvalues[-1]
    rate = np.abs(1 - lr * eigenvalues).max()
    steps = 1.0
    if rate >= 1:
        steps = math.inf
    elif rate > 0:
        steps = float(math.ceil(math.log(shrink) / math.log(rate)))
    kind = "smooth" if lr * high <= 1 else "zigzags" if lr * high < 2 else "diverges"
    return 2 / high, 2 / (low + high), rate, steps, kind
    ### END SOLUTION
