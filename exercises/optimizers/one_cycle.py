"""The one-cycle policy: the learning rate goes up once and down once, momentum the other way."""

from __future__ import annotations

import numpy as np


def one_cycle(
    steps: np.ndarray, lr_max: float, total: int, rise: float = 0.3
) -> tuple[np.ndarray, np.ndarray]:
    """Return the learning rate and the momentum used in each of the given steps.

    From a to b along half a cosine, u from 0 to 1:

        curve(a, b, u) = a + (b - a) * (1 - cos(pi * u)) / 2

    The training has `total` steps, s = 0 to total - 1. Its peak is at s = top, which need not be
    a whole number: top = rise * (total - 1). Then

        s <= top     u = s / top                            lr = curve(lr_max / 25, lr_max, u)
                                                      momentum = curve(0.95, 0.85, u)
        s > top      u = (s - top) / (total - 1 - top)      lr = curve(lr_max, lr_max / 250000, u)
                                                      momentum = curve(0.85, 0.95, u)

    steps    int64 of any shape, each from 0 to total - 1, in any order
    lr_max   the largest learning rate, above 0
    total    2 or more: the last step is total - 1
    rise     which part of the training the rise takes, above 0 and below 1
    returns  (lr, momentum), both float64 of the shape of `steps`

    - The rate ends far lower than it began: lr_max / 25 / 10000.
    - Momentum is low where the rate is high: a long step need not be prolonged by the ones before.
    - There is nothing to raise.

    Example:
        >>> lr, momentum = one_cycle(np.array([0, 15, 30, 65, 100]), 0.1, 101)
        >>> [f"{rate:.4g}" for rate in lr], momentum.round(4)
        (['0.004', '0.052', '0.1', '0.05', '4e-07'], array([0.95, 0.9 , 0.85, 0.9 , 0.95]))

    Sources: Smith and Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large
    Learning Rates" (2018), https://arxiv.org/abs/1708.07120; Smith, "A Disciplined Approach to
    Neural Network Hyper-Parameters: Part 1" (2018), sections 4.1 and 4.3,
    https://arxiv.org/abs/1803.09820; the cosines are those of fastai and PyTorch

    """
    raise NotImplementedError("one_cycle")
