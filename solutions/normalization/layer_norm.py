"""Layer normalization: each token brought to mean 0 and variance 1 by its own features."""

from __future__ import annotations

import numpy as np


def layer_norm(x: np.ndarray, gamma: np.ndarray, beta: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """Return `x` normalized over its last axis, vector by vector.

    Each vector along the last axis (the d features of one sample, of one token) is normalized by
    itself, with its own mean and variance:

        y = gamma * (x - mean) / sqrt(var + eps) + beta
        mean = (1/d) sum_j x[j],    var = (1/d) sum_j (x[j] - mean)**2

    x            float32 or float64 of shape (..., d): any number of axes before the last, also
                 none; d >= 1
    gamma, beta  of shape (d,) and the dtype of x: one number for each feature
    eps          above 0; stands inside the root
    returns      the shape and dtype of x, a new array

    - The variance is divided by d, not by d - 1.
    - There is no running mean, and no difference between training and evaluation: what else is
      in the batch changes nothing.
    - A vector whose features are all the same becomes beta, for eps is not 0.
    - Its features may lie far from 0 (10,000 with a spread of 1): subtract the mean before you
      square.
    - No argument is changed. There is nothing to raise.

    Example:
        >>> layer_norm(np.array([1.0, 2.0, 3.0, 4.0]), np.ones(4), np.zeros(4)).round(6)
        array([-1.341635, -0.447212,  0.447212,  1.341635])

    Source: Ba, Kiros, Hinton, "Layer Normalization" (2016), section 3,
    https://arxiv.org/abs/1607.06450

    """
    ### BEGIN SOLUTION
    centered = x - x.mean(axis=-1, keepdims=True)
    var = (centered**2).mean(axis=-1, keepdims=True)
    return gamma * centered / np.sqrt(var + eps) + beta
    ### END SOLUTION
