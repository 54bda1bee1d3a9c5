"""Focal loss: cross-entropy that stops caring about what is easy."""

from __future__ import annotations

import numpy as np


def focal_loss(logits: np.ndarray, targets: np.ndarray, gamma: float = 2.0) -> float:
    """Return the mean binary focal loss of `logits`.

    With p = sigmoid(z), and p_t the probability given to what is true, p_t = p where y = 1 and
    1 - p where y = 0:

        loss = mean of -(1 - p_t)**gamma * log p_t      over all entries

    logits   float64 of any shape, at least one entry: any real numbers
    targets  float64 of the same shape, each 0.0 or 1.0
    gamma    0 or more: how fast an entry loses weight as p_t grows. 0 is binary cross-entropy
    returns  one float, 0 or more

    - The mean is over all entries; the weights (1 - p_t)**gamma are not normalized. There is no
      class weight alpha.
    - Logits of 1000 or -1000 are ordinary: sure and wrong costs |z|, sure and right next to
      nothing. With s = z where y = 1 and s = -z where y = 0:

          -log p_t = log(1 + exp(-s))     1 - p_t = exp(-log(1 + exp(s)))

      and log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)) never overflows. Nothing is clipped.
    - There is nothing to raise.

    Example:
        >>> z = np.log(np.array([1 / 9, 9.0]))  # probabilities of 0.1 and 0.9, both truly 1
        >>> round(float(focal_loss(z, np.ones(2))), 8)  # 0.81 * 2.302585 and 0.01 * 0.105361
        0.93307377

    Source: Lin et al., "Focal Loss for Dense Object Detection" (2017), section 3.2, equation 4,
    https://arxiv.org/abs/1708.02002

    """
    raise NotImplementedError("focal_loss")
