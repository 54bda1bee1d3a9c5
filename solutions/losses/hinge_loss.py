"""Hinge loss: right is not enough, it must be right by a margin."""

from __future__ import annotations

import numpy as np


def hinge_loss(
    scores: np.ndarray, labels: np.ndarray, margin: float = 1.0
) -> tuple[float, np.ndarray]:
    """Return the mean hinge loss of n samples, and its gradient.

    Two classes, `scores` of shape (n,): sample i has one score s, whose sign is the prediction,
    and its label y is -1 or 1. It costs

        max(0, margin - y s)

    C classes, `scores` of shape (n, C): sample i has a score s[j] for each class, and its label y
    is the number of its class, 0 ... C - 1. It costs, for every other class that comes too near,

        sum over j != y of max(0, margin + s[j] - s[y])

    In both cases the loss is the mean over the n samples.

    scores   float64 of shape (n,) or (n, C), n >= 1, C >= 2: any real numbers
    labels   int64 of shape (n,): -1 and 1 for two classes, 0 ... C - 1 for C classes
    margin   above 0: how far on its right side a score must be to cost nothing
    returns  (loss, gradient): a float, and its derivative by `scores`, float64 of their shape

    - Each max is taken by itself: what is right by more than the margin earns nothing.
    - The sum over other classes is not divided by C. A class is no rival of itself: j = y is left
      out. (Other definitions: Crammer and Singer charge only the worst rival; PyTorch's
      multi_margin_loss divides by C.)
    - Where a max is between 0 and exactly 0, its slope counts as 0.
    - There is nothing to raise.

    Example:
        >>> loss, gradient = hinge_loss(np.array([0.5, 0.5]), np.array([1, -1]))
        >>> float(loss), gradient  # (0.5 + 1.5) / 2
        (1.0, array([-0.5,  0.5]))
        >>> loss, gradient = hinge_loss(np.array([[3.0, 1.0, 2.5]]), np.array([0]))
        >>> float(loss), gradient  # class 1 is 2 behind, class 2 only 0.5
        (0.5, array([[-1.,  0.,  1.]]))

    Source: Cortes and Vapnik, "Support-Vector Networks" (1995), section 3,
    https://doi.org/10.1007/BF00994018 (two classes); Weston and Watkins, "Support Vector Machines
    for Multi-Class Pattern Recognition" (1999) (C classes)

    """
    ### BEGIN SOLUTION
    n = len(scores)
    if scores.ndim == 1:
        short = margin - labels * scores
        return np.maximum(short, 0).sum() / n, np.where(short > 0, -labels, 0) / n
    rows = np.arange(n)
    short = margin + scores - scores[rows, labels][:, None]
    short[rows, labels] = 0
    gradient = np.where(short > 0, 1.0, 0.0)
    gradient[rows, labels] = -gradient.sum(axis=1)
    return np.maximum(short, 0).sum() / n, gradient / n
    ### END SOLUTION
