"""Softmax cross-entropy: one loss for many classes, with label smoothing and the gradient."""

from __future__ import annotations

import numpy as np


def softmax_cross_entropy(
    logits: np.ndarray, labels: np.ndarray, smoothing: float = 0.0
) -> tuple[float, np.ndarray]:
    """Return the mean cross-entropy of `logits` with integer labels, and its gradient.

    With p = softmax of each row of `logits` and s = smoothing, each row has the target distribution

        t[c] = (1 - s) * (1 if c is the label else 0) + s / C

        loss     = -(1/n) sum over rows and classes of t log p
        gradient = (p - t) / n                         the derivative by the logits

    logits     float64 of shape (n, C), n >= 1, C >= 2
    labels     int64 of shape (n,), each 0 ... C - 1
    smoothing  0 or more, below 1; 0 is plain cross-entropy
    returns    (loss, gradient): a float, and float64 of shape (n, C)

    - The mean is over the n rows, not over the n C entries.
    - Smoothing spreads s over all C classes, the label among them, as in the paper and PyTorch.
    - Logits of 10000 are ordinary: a softmax would underflow to 0 and its logarithm be -inf.
      log p[c] = z[c] - m - log(sum_j exp(z[j] - m)) with m = max_j z[j] is finite. Nothing
      is clipped, and nothing is added inside the logarithm.
    - There is nothing to raise.

    Example:
        >>> loss, gradient = softmax_cross_entropy(np.array([[2.0, -1.0, 0.5]]), np.array([0]))
        >>> round(float(loss), 9), gradient.round(8)
        (0.241311297, array([[-0.21440297,  0.03911257,  0.17529039]]))

    Sources: Goodfellow, Bengio, Courville, "Deep Learning" (MIT Press 2016), section 6.2.2.3,
    https://www.deeplearningbook.org; Szegedy et al., "Rethinking the Inception Architecture for
    Computer Vision" (2016), section 7, https://arxiv.org/abs/1512.00567

    """
    ### BEGIN SOLUTION
    n, classes = logits.shape
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    targets = (1 - smoothing) * np.eye(classes)[labels] + smoothing / classes
    return -(targets * log_p).sum() / n, (np.exp(log_p) - targets) / n
    ### END SOLUTION
