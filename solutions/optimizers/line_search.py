"""Backtracking line search: a step size that is found by trying, not by tuning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


def backtrack(
    f: Callable[[np.ndarray], float],
    p: np.ndarray,
    gradient: np.ndarray,
    direction: np.ndarray,
    step: float = 1.0,
    shrink: float = 0.5,
    share: float = 1e-4,
    most: int = 50,
) -> tuple[float, np.ndarray]:
    """Return the first step size t that lowers f enough, and the point it leads to.

    With s = gradient . direction, the slope of f along the direction, try

        t = step, step * shrink, step * shrink**2, ..., step * shrink**most

    in this order, and accept the first that meets Armijo's condition:

        f(p + t * direction) <= f(p) + share * t * s

    A straight line that follows the slope would fall by t * |s|; f has to fall by that `share` of
    it at least.

    f          takes a float64 array shaped like p, returns a float: perhaps inf or NaN where it is
               not defined, never at p
    p, gradient, direction
               float64 of any one shape; the gradient is that of f at p; never changed
    step       above 0
    shrink     between 0 and 1
    share      between 0 and 1
    most       how often t is made smaller before giving up, 0 or more
    returns    (t, p + t * direction); where none of the t meets the condition, (0.0, p as it was)

    - f is evaluated at p once, and once for each t that is tried: it is a whole forward pass.
    - A value of inf or NaN never meets the condition: the step is too long.
    - ValueError unless s < 0: along this direction f does not fall, and no t would be small
      enough. f need not be asked for that.

    Example, f(p) = p**2 at p = 1 along -gradient; t = 1 leads to -1, no lower, t = 0.5 to 0:
        >>> t, point = backtrack(
        ...     lambda p: float(p @ p), np.array([1.0]), np.array([2.0]), np.array([-2.0])
        ... )
        >>> t, point
        (0.5, array([0.]))

    Source: Nocedal and Wright, "Numerical Optimization" (2nd edition, 2006), algorithm 3.1;
    Armijo, "Minimization of Functions Having Lipschitz Continuous First Partial Derivatives"
    (1966), Pacific Journal of Mathematics 16

    """
    ### BEGIN SOLUTION
    slope = np.sum(gradient * direction)
    if not slope < 0:
        raise ValueError("not a direction of descent")
    here = f(p)
    t = step
    for _ in range(most + 1):
        point = p + t * direction
        if f(point) <= here + share * t * slope:
            return t, point
        t *= shrink
    return 0.0, p
    ### END SOLUTION
