"""Newton's step: straight to the bottom of a bowl, and downhill even where there is none."""

from __future__ import annotations

import numpy as np


def newton_step(gradient: np.ndarray, hessian: np.ndarray, floor: float = 1e-3) -> np.ndarray:
    """Return the step from here to the minimum of the parabola that fits f here.

        d = -(hessian + shift I)^-1 gradient,     shift = max(0, floor - smallest eigenvalue)

    I is the identity matrix. `hessian` holds the second derivatives, symmetric: where its smallest
    eigenvalue is at least `floor`, nothing is shifted and d is Newton's own step. Where f bends
    down, or hardly up, Newton's step would lead to a saddle, a maximum or far away; every
    eigenvalue is then raised by the same shift, so that the smallest becomes `floor`.

    gradient  float64 of shape (n,), n >= 1
    hessian   float64 of shape (n, n), symmetric
    floor     above 0
    returns   float64 of shape (n,): what is added to the position; there is no learning rate

    - So gradient . d < 0 unless the gradient is 0: the step always points downhill.
    - The inputs are never changed. There is nothing to raise.

    Example, x**2 + 10 y**2 at (2.5, 2.5): one step ends at (0, 0), where 50 steps of gradient
    descent with lr = 0.01 still have x = 0.91:
        >>> newton_step(np.array([5.0, 50.0]), np.diag([2.0, 20.0]))
        array([-2.5, -2.5])

    Source: Nocedal and Wright, "Numerical Optimization" (2nd edition, 2006), sections 3.3 and 3.4,
    algorithm 3.2

    """
    raise NotImplementedError("newton_step")
