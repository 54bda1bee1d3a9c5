"""Binary cross-entropy from logits: finite however sure and wrong a model is."""

from __future__ import annotations

import numpy as np


def bce_with_logits(logits: np.ndarray, targets: np.ndarray) -> tuple[float, np.ndarray]:
    """Return the mean binary cross-entropy of `logits`, and its gradient.

    With p = sigmoid(z) = 1 / (1 + exp(-z)), for every logit z and its target y:

        loss     = mean of -(y log p + (1 - y) log(1 - p))     over all N entries
        gradient = (p - y) / N                                 the derivative by the logits

    logits   float64 of any shape, at least one entry: any real numbers
    targets  float64 of the same shape, each from 0 to 1; a target between is a soft label
    returns  (loss, gradient): a float, and float64 of the shape of `logits`

    - Logits of 1000 or -1000 are ordinary. sigmoid(1000) is exactly 1 in float64 and log(1 - p) is
      -inf, but the loss for y = 0 is 1000. Without p, the same loss is

          max(z, 0) - z y + log(1 + exp(-|z|))

    - Nothing is clipped: a model that is sure and wrong pays all of it.
    - There is nothing to raise.

    Example:
        >>> z = np.log(np.array([9.0, 0.25, 7 / 3]))  # probabilities of 0.9, 0.2 and 0.7
        >>> loss, gradient = bce_with_logits(z, np.array([1.0, 0.0, 1.0]))
        >>> round(float(loss), 9), gradient.round(9)
        (0.228393004, array([-0.03333333,  0.06666667, -0.1       ]))

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (MIT Press 2016), section 6.2.2.2,
    https://www.deeplearningbook.org

    """
    ### BEGIN SOLUTION
    small = np.exp(-np.abs(logits))
    loss = (np.maximum(logits, 0) - logits * targets + np.log1p(small)).mean()
    p = np.where(logits >= 0, 1.0, small) / (1 + small)
    return loss, (p - targets) / logits.size
    ### END SOLUTION
