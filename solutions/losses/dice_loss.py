"""Dice loss: how little two masks overlap, however small they are."""

from __future__ import annotations

import numpy as np


def dice_loss(probs: np.ndarray, targets: np.ndarray, smooth: float = 1e-6) -> float:
    """Return the mean Dice loss of n predicted masks.

    For every sample, with sums over all its pixels, p predicted and y true:

        cost = 1 - (2 sum(p y) + smooth) / (sum(p) + sum(y) + smooth)

    and the loss is the mean of the n costs.

    probs    float64 of shape (n, h, w), n >= 1, from 0 to 1: how probably a pixel is in the mask
    targets  float64 of the same shape, each 0.0 or 1.0
    smooth   above 0; it stands above and below the fraction
    returns  one float, 0 to 1

    - Probabilities enter as they are: nothing is rounded to a mask, or there would be no gradient.
    - The denominator has plain sums, not sums of squares (V-Net has those).
    - Each sample is one fraction: a sample with a small mask counts as much as one with a large.
    - Where nothing is there and nothing is predicted the cost is 0: that is what `smooth` is for.
    - There is nothing to raise.

    Example:
        >>> probs = np.array([[[0.9, 0.6], [0.2, 0.0]]])
        >>> round(float(dice_loss(probs, np.array([[[1.0, 1.0], [0.0, 0.0]]]))), 8)  # 1 - 3 / 3.7
        0.18918914

    Source: Milletari, Navab, Ahmadi, "V-Net" (2016), section 3, https://arxiv.org/abs/1606.04797,
    there with squares; Sudre et al., "Generalised Dice overlap as a deep learning loss function"
    (2017), https://arxiv.org/abs/1707.03237, without

    """
    ### BEGIN SOLUTION
    both = np.sum(probs * targets, axis=(1, 2))
    sizes = np.sum(probs + targets, axis=(1, 2))
    return (1 - (2 * both + smooth) / (sizes + smooth)).mean()
    ### END SOLUTION
