"""Gradient clipping: by value, which bends the direction, and by global norm, which keeps it."""

from __future__ import annotations

import numpy as np


def clip_gradients(
    grads: list[np.ndarray], limit: float, how: str = "norm"
) -> tuple[list[np.ndarray], float]:
    """Return the gradients of all parameters, clipped, and their global norm before that.

        norm = sqrt(sum of g**2 over every entry of every array in `grads`)

        "norm"    every array times one factor, min(1, limit / norm)
        "value"   every entry moved into -limit ... limit, by itself

    grads    float32 or float64 arrays of any shapes with one axis or more, one or more of them,
             the gradients of all parameters of a model together; never changed
    limit    above 0: the longest norm, or the largest size of an entry, that may be left
    how      "norm" or "value"
    returns  (clipped, norm): new arrays of the same shapes and dtypes in the same order, and a
             float. norm is the same for both ways, and is what a training log should show

    - By norm, gradients that are short enough come back as they were: nothing is made longer.
      Zeros stay zeros. Nothing like 1e-6 is added to the norm (PyTorch does so).
    - norm is summed in float64, also for float32 arrays, whose squares may overflow.
    - A gradient with nan or inf cannot be saved: one such entry would make every other one nan or
      0. Then ValueError is raised, in both ways.

    Example:
        >>> g = [np.array([3.0]), np.array([[-4.0, 0.0]])]
        >>> clip_gradients(g, 1.0)
        ([array([0.6]), array([[-0.8,  0. ]])], 5.0)
        >>> clip_gradients(g, 1.0, "value")
        ([array([1.]), array([[-1.,  0.]])], 5.0)

    Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks"
    (2013), Algorithm 1, https://arxiv.org/abs/1211.5063

    """
    ### BEGIN SOLUTION
    squares = sum((g.astype(np.float64) ** 2).sum() for g in grads)
    norm = float(np.sqrt(squares))
    if not np.isfinite(norm):
        raise ValueError("a gradient is not finite")
    if how == "value":
        return [np.clip(g, -limit, limit) for g in grads], norm
    factor = limit / norm if norm > limit else 1.0
    return [g * factor for g in grads], norm
    ### END SOLUTION
