"""Quantile loss: being too low and being too high need not cost the same."""

from __future__ import annotations

import numpy as np


def quantile_loss(
    predictions: np.ndarray, target: np.ndarray, quantiles: np.ndarray
) -> tuple[float, np.ndarray]:
    """Return the mean quantile (pinball) loss of several predicted quantiles, and its gradient.

    With e = target[i] - predictions[i, j] and q = quantiles[j], each of the n Q entries costs

        q * e          where e >= 0: the prediction was too low
        (q - 1) * e    where e <  0: it was too high

    and the loss is the mean over all n Q entries.

    predictions  float64 of shape (n, Q): column j predicts the quantile quantiles[j]
    target       float64 of shape (n,): what really came, the same for every column
    quantiles    float64 of shape (Q,), each above 0 and below 1
    returns      (loss, gradient): a float, and its derivative by `predictions`, float64 of (n, Q)

    - A high q makes it dear to be too low, so the best prediction is high: of many targets, the
      constant with the least loss is their q-quantile. q = 0.5 is half the absolute error.
    - The loss has a kink at e = 0; its slope there counts as 0.
    - n may equal Q: target[i] always belongs to row i. There is nothing to raise.

    Example:
        >>> p, q = np.array([[-2.0, 2.0]]), np.array([0.1, 0.9])
        >>> loss, gradient = quantile_loss(p, np.zeros(1), q)  # 0.1 * 2 and 0.1 * 2
        >>> round(float(loss), 9), gradient
        (0.2, array([[-0.05,  0.05]]))

    Source: Koenker and Hallock, "Quantile Regression", Journal of Economic Perspectives 15(4),
    2001, pages 143-156, https://doi.org/10.1257/jep.15.4.143

    """
    raise NotImplementedError("quantile_loss")
