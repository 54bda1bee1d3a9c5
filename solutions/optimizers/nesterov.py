"""Nesterov's momentum: the gradient is taken where the velocity is about to lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


def nesterov(
    gradient: Callable[[np.ndarray], np.ndarray],
    start: np.ndarray,
    lr: float,
    mu: float,
    steps: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the points of Nesterov's momentum, and the points it looked ahead to.

        p[0] = start,   v[0] = 0
        ahead[k] = p[k] - lr * mu * v[k]            where the old velocity alone would lead
        v[k + 1] = mu * v[k] + gradient(ahead[k])
        p[k + 1] = p[k] - lr * v[k + 1]

    gradient  a function of a point, float64 of the shape of `start`, that returns float64 of that
              shape; called once for each step
    start     float64 of any shape with one axis or more; never changed
    lr        learning rate, above 0
    mu        at least 0 and below 1; with 0 it is gradient descent, and ahead equals path
    steps     at least 0
    returns   (path, ahead): p[0] ... p[steps] and ahead[0] ... ahead[steps], each float64 of shape
              (steps + 1, *start.shape)

    - ahead[steps] has no gradient yet: it is where the next step would ask for one.
    - Libraries store the points ahead and call them the parameters, since there the gradient of
      the model is taken. In these points the same walk reads

          ahead[k + 1] = ahead[k] - lr * (g + mu * v[k + 1]),   g = gradient(ahead[k])

      (torch.optim.SGD with nesterov=True). So two right programs can print different positions.
    - There is nothing to raise.

    Example, w**2 from 2:
        >>> path, ahead = nesterov(lambda w: 2 * w, np.array([2.0]), 0.1, 0.9, 2)
        >>> path[:, 0].round(6), ahead[:, 0].round(6)
        (array([2.   , 1.6  , 0.992]), array([2.    , 1.24  , 0.4448]))

    Source: Sutskever, Martens, Dahl, Hinton, "On the importance of initialization and momentum in
    deep learning" (2013), section 2, https://proceedings.mlr.press/v28/sutskever13.html

    """
    ### BEGIN SOLUTION
    p, v = start, np.zeros_like(start)
    path, ahead = [p], [p]
    for _ in range(steps):
        v = mu * v + gradient(ahead[-1])
        p = p - lr * v
        path.append(p)
        ahead.append(p - lr * mu * v)
    return np.stack(path), np.stack(ahead)
    ### END SOLUTION
