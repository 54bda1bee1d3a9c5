"""Backward through layer normalization: gamma has to be there before the sums are taken."""

from __future__ import annotations

import numpy as np


def layer_norm_backward(
    upstream: np.ndarray, x: np.ndarray, gamma: np.ndarray, eps: float = 1e-5
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the derivatives of a loss by `x`, `gamma` and `beta`.

    Forward, each vector along the last axis was normalized by itself, and the loss came of y:

        x_hat = (x - mean) / sqrt(var + eps)      mean and var of the vector, var divided by d
        y     = gamma * x_hat + beta

    With g = upstream * gamma, the derivative by x_hat, each vector of the derivative by x is

        dx = (g - mean(g) - x_hat * mean(g * x_hat)) / sqrt(var + eps)

    where each mean is over the d features of that vector. The first term is the direct way, the
    second goes through the vector's mean, the third through its variance.

    upstream  float64 of shape (..., d): the derivative of the loss by y
    x         float64 of the same shape; any number of axes before the last, also none; d >= 1
    gamma     float64 of shape (d,)
    eps       above 0
    returns   (dx, dgamma, dbeta): float64 with the shape of x, (d,) and (d,), new arrays

    - gamma and beta serve every vector of the batch: their derivatives are sums over all axes but
      the last, not means.
    - gamma differs from feature to feature, so it cannot be taken out of the means. (In batch
      normalization it can: there the means are over samples, which share it.)
    - No argument is changed. There is nothing to raise.

    Example: only the first feature has a say in the loss.
        >>> upstream, x = np.array([1.0, 0.0, 0.0]), np.array([1.0, 2.0, 6.0])
        >>> dx, dgamma, dbeta = layer_norm_backward(upstream, x, np.array([2.0, 3.0, 4.0]))
        >>> dx.round(6)
        array([ 0.352694, -0.440866,  0.088172])
        >>> dgamma.round(6), dbeta
        (array([-0.925819,  0.      ,  0.      ]), array([1., 0., 0.]))

    Source: Ba, Kiros, Hinton, "Layer Normalization" (2016), section 3 (forward),
    https://arxiv.org/abs/1607.06450; for the derivative Ioffe and Szegedy, "Batch Normalization"
    (2015), section 3, with features in the place of samples, https://arxiv.org/abs/1502.03167

    """
    raise NotImplementedError("layer_norm_backward")
