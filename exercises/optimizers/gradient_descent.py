"""Gradient descent: a step against the gradient, again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


def gradient_descent(
    gradient: Callable[[np.ndarray], np.ndarray],
    start: np.ndarray,
    lr: float,
    steps: int,
    tolerance: float = 0.0,
) -> np.ndarray:
    """Return every point that gradient descent visits, from `start` on.

        x[0] = start
        x[k + 1] = x[k] - lr * gradient(x[k])

    The walk ends after `steps` steps. It ends earlier at the first point whose gradient is short:
    sqrt(sum of the squares of all its entries) <= tolerance. That point is the last one returned.

    gradient   a function of a point, float64 of the shape of `start`, that returns float64 of
               that shape
    start      float64 of any shape with one axis or more; never changed
    lr         learning rate, above 0
    steps      at least 0
    tolerance  at least 0; with 0 the walk ends early only where the gradient is exactly 0
    returns    float64 of shape (k + 1, *start.shape), k <= steps being the steps taken

    - In training, a call of `gradient` is a pass over the data. So it is called once for each step
      taken, at the point where the step begins, and once more only where the walk ends early.
    - Too large a learning rate is nobody's error: points that run away are returned as they are.
    - There is nothing to raise.

    Example:
        >>> gradient_descent(lambda x: 2 * (x - 2), np.array([4.5]), 0.1, 3)
        array([[4.5 ],
               [4.  ],
               [3.6 ],
               [3.28]])

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (2016), section 4.3,
    https://www.deeplearningbook.org

    """
    raise NotImplementedError("gradient_descent")
