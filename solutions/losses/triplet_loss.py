"""Triplet loss: like things closer together than unlike ones, by a margin."""

from __future__ import annotations

import numpy as np


def triplet_loss(
    anchor: np.ndarray, positive: np.ndarray, negative: np.ndarray, margin: float = 1.0
) -> float:
    """Return the mean triplet loss of n triplets.

        loss = mean over rows of max(0, d(anchor, positive) - d(anchor, negative) + margin)

    d is the Euclidean distance of two rows, d(x, y) = sqrt(sum_j (x[j] - y[j])**2).

    anchor, positive, negative  float64 of shape (n, D), n >= 1: the positive is of the anchor's
                                kind, the negative is not
    margin                      0 or more: how much farther the negative must be to cost nothing
    returns                     one float, 0 or more

    - The distance is not squared, as in PyTorch. (FaceNet squares it; the margin then means
      something else.)
    - Each row is cut off at 0 before the mean: a triplet that is far apart enough costs nothing,
      but pays for no other. The mean is over all n rows, those that cost nothing included.
    - Nothing is added to a distance. There is nothing to raise.

    Example:
        >>> a, p, n = np.zeros((1, 2)), np.array([[0.5, 0.3]]), np.array([[1.5, 1.2]])
        >>> round(float(triplet_loss(a, n, p)), 10)  # the negative is the nearer one
        2.3378420817

    Source: Schroff, Kalenichenko, Philbin, "FaceNet: A Unified Embedding for Face Recognition and
    Clustering" (2015), section 3.1, https://arxiv.org/abs/1503.03832

    """
    ### BEGIN SOLUTION
    near = np.sqrt(((anchor - positive) ** 2).sum(axis=1))
    far = np.sqrt(((anchor - negative) ** 2).sum(axis=1))
    return np.maximum(near - far + margin, 0).mean()
    ### END SOLUTION
