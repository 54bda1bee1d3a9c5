"""RMS normalization: only the length is taken out, forward and backward."""

from __future__ import annotations

import numpy as np


def rms_norm(
    x: np.ndarray, gamma: np.ndarray, upstream: np.ndarray, eps: float = 1e-6
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return `x` divided by its root mean square, and the derivatives of a loss by x and gamma.

    Each vector along the last axis is treated by itself. Nothing is subtracted, nothing is added:

        rms   = sqrt((1/d) sum_j x[j]**2 + eps)
        x_hat = x / rms
        y     = gamma * x_hat

    Back through it, with g = upstream * gamma, the derivative of the loss by x_hat:

        dx = (g - x_hat * mean(g * x_hat)) / rms          the mean over the d features

    x         float32 or float64 of shape (..., d): any number of axes before the last, also
              none; d >= 1
    gamma     of shape (d,) and the dtype of x
    upstream  the derivative of the loss by y: shape and dtype of x
    eps       above 0; stands inside the root, beside the mean
    returns   (y, dx, dgamma): y and dx with the shape of x, dgamma with the shape (d,), all new
              arrays of the dtype of x

    - gamma serves every vector: its derivative is the sum over all axes but the last.
    - gamma differs from feature to feature, so it has to be in g before the mean is taken.
    - A vector of zeros gives zeros. x times 10 gives the same y (but for eps); x plus 10 does not:
      layer normalization forgets both.
    - No argument is changed. There is nothing to raise.

    Example:
        >>> x, upstream = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 0.0, 0.0, 0.0])
        >>> y, dx, dgamma = rms_norm(x, np.ones(4), upstream)
        >>> y.round(6)
        array([0.365148, 0.730297, 1.095445, 1.460593])
        >>> dx.round(6)
        array([ 0.352977, -0.024343, -0.036515, -0.048686])
        >>> dgamma.round(6)
        array([0.365148, 0.      , 0.      , 0.      ])

    Source: Zhang and Sennrich, "Root Mean Square Layer Normalization" (2019), section 3,
    https://arxiv.org/abs/1910.07467

    """
    ### BEGIN SOLUTION
    rms = np.sqrt((x * x).mean(axis=-1, keepdims=True) + eps)
    x_hat = x / rms
    g = upstream * gamma
    dx = (g - x_hat * (g * x_hat).mean(axis=-1, keepdims=True)) / rms
    leading = tuple(range(x.ndim - 1))
    return gamma * x_hat, dx, (upstream * x_hat).sum(axis=leading)
    ### END SOLUTION
