"""Rosenbrock's and Beale's valleys: two test functions, and the trace of a descent into them."""

from __future__ import annotations

import numpy as np


def descend(
    name: str, start: np.ndarray, lr: float, momentum: float, steps: int
) -> dict[str, np.ndarray]:
    """Return the trace of gradient descent with momentum in one of two valleys.

        "rosenbrock"  f(x, y) = (1 - x)**2 + 100 (y - x**2)**2                 minimum at (1, 1)
        "beale"       f(x, y) = (1.5 - x + x y)**2 + (2.25 - x + x y**2)**2
                                + (2.625 - x + x y**3)**2                      minimum at (3, 0.5)

    The velocity v begins as zeros. In each step, with g the gradient at the position p = (x, y):

        v <- momentum * v + g
        p <- p - lr * v

    start     float64 of shape (2,): the first position; never changed
    momentum  0 or more, below 1; 0 is plain gradient descent
    steps     1 or more
    returns   a dict of float64 arrays with one row or entry for every step:
                  "gradients"  (steps, 2)  g at the position before the step
                  "losses"     (steps,)    f at the position before the step
                  "positions"  (steps, 2)  p after the step

    - So a row is what a training loop prints: the loss it computed, and where the step then led.
      The loss at the last position is not among the losses.
    - x and y move together: g is computed from the old x and the old y.
    - The gradient is that of the formula, not a difference of losses.
    - `name` is always one of the two. There is nothing to raise.

    Example:
        >>> trace = descend("rosenbrock", np.array([-1.0, -1.0]), 0.001, 0.0, 5)
        >>> trace["gradients"][0], float(trace["losses"][0]), trace["positions"][0]
        (array([-804., -400.]), 404.0, array([-0.196, -0.6  ]))
        >>> round(float(trace["losses"][4]), 4), trace["positions"][4].round(4)
        (10.5059, array([-0.0797, -0.2354]))

    Sources: Rosenbrock, "An Automatic Method for Finding the Greatest or Least Value of a
    Function", The Computer Journal 3 (1960); both functions: More, Garbow, Hillstrom, "Testing
    Unconstrained Optimization Software", ACM TOMS 7 (1981), problems 1 and 5

    """
    raise NotImplementedError("valley_descent")
