"""Cosine schedule with warmup: the learning rate of each step, small, large, small again."""

from __future__ import annotations

import numpy as np


def warmup_cosine(
    steps: np.ndarray, lr_max: float, total: int, warmup: int = 0, lr_min: float = 0.0
) -> np.ndarray:
    """Return the learning rate used in each of the given steps.

        s < warmup               lr_max * s / warmup
        warmup <= s <= total     lr_min + (lr_max - lr_min) * (1 + cos(pi * u)) / 2,
                                 u = (s - warmup) / (total - warmup)
        s > total                lr_min

    steps    int64 of any shape, each 0 or more: numbers of steps, counted from 0, in any order
    lr_max   the largest learning rate, reached in step `warmup`
    total    the step in which the decay ends
    warmup   how many steps the rise takes: 0 or more, below `total`; 0 means there is none
    lr_min   where the decay ends, 0 <= lr_min <= lr_max
    returns  float64 of the shape of `steps`

    - The rise begins at 0, not at lr_min: step 0 changes nothing where warmup > 0. (Other libraries
      use s + 1 there.)
    - The cosine takes half a period, and takes it between `warmup` and `total`.
    - After `total` the rate stays at lr_min; it does not rise again.
    - The result depends on nothing but the arguments: training that is resumed goes on as if it had
      not stopped. There is nothing to raise.

    Example:
        >>> rates = warmup_cosine(np.array([0, 50, 100, 550, 1000]), 3e-4, 1000, 100, 3e-5)
        >>> [f"{rate:.3g}" for rate in rates]
        ['0', '0.00015', '0.0003', '0.000165', '3e-05']

    Sources: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (2017),
    equation 5, https://arxiv.org/abs/1608.03983; warmup: Goyal et al., "Accurate, Large Minibatch
    SGD" (2017), section 2.2, https://arxiv.org/abs/1706.02677

    """
    raise NotImplementedError("warmup_cosine")
