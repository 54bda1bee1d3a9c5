"""Decaying learning rates: every epoch, every few epochs, at milestones."""

from __future__ import annotations

import numpy as np


def decay_schedules(
    epochs: np.ndarray, lr: float, gamma: float, step_size: int, milestones: np.ndarray
) -> dict[str, np.ndarray]:
    """Return the learning rate used in each of the given epochs, by three schedules.

    Each multiplies lr by gamma as often as

        "exponential"  e                       once in every epoch
        "step"         floor(e / step_size)    once in every step_size epochs
        "milestones"   how many milestones m have m <= e

    epochs      int64 of any shape, each 0 or more: numbers of epochs, counted from 0, in any order
    lr          the learning rate of epoch 0 (where 0 is no milestone)
    gamma       above 0, at most 1
    step_size   1 or more
    milestones  int64 of shape (k,), k >= 0, each larger than the one before
    returns     a dict of float64 arrays of the shape of `epochs`

    - The rate drops *in* epoch step_size and *in* a milestone, not in the epoch after.
    - It is the rate the epoch is trained with. What a loop prints after `scheduler.step()` is that
      of the next epoch.
    - "step" goes on dropping; "milestones" stays as it is after the last.
    - There is nothing to raise.

    Example:
        >>> rates = decay_schedules(np.array([0, 29, 30, 60, 90]), 0.1, 0.1, 30, np.array([30, 60]))
        >>> [f"{rate:.3g}" for rate in rates["step"]]
        ['0.1', '0.1', '0.01', '0.001', '0.0001']
        >>> [f"{rate:.3g}" for rate in rates["milestones"]]
        ['0.1', '0.1', '0.01', '0.001', '0.001']

    Sources: Goodfellow, Bengio, Courville, "Deep Learning" (2016), section 8.3.1,
    https://www.deeplearningbook.org; milestones: He et al., "Deep Residual Learning for Image
    Recognition" (2016), section 4.2, https://arxiv.org/abs/1512.03385

    """
    raise NotImplementedError("decay_schedules")
