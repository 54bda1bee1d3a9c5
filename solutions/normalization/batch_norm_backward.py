"""Backward through batch normalization: every sample moves the mean and the variance too."""

from __future__ import annotations

import numpy as np


def batch_norm_backward(
    upstream: np.ndarray,
    x: np.ndarray,
    gamma: np.ndarray,
    running: tuple[np.ndarray, np.ndarray] | None = None,
    eps: float = 1e-5,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the derivatives of a loss by `x`, `gamma` and `beta`.

    Forward, each feature (column) of the batch was normalized, and the loss came of y:

        x_hat = (x - mean) / sqrt(var + eps)
        y     = gamma * x_hat + beta

    In training (`running` is None) mean and var are those of the columns of x, var divided by n.
    They depend on every sample, so the loss depends on x[i] in three ways: through x_hat[i]
    directly, through the mean and through the variance. All three belong to dx.

    In evaluation `running` is (mean, var), two arrays that are constants: only the direct way
    is left. (So it is, too, when a trained network is tuned further with its statistics frozen.)

    upstream  float64 of shape (n, d): the derivative of the loss by y
    x         float64 of shape (n, d), n >= 2 in training, n >= 1 in evaluation
    gamma     float64 of shape (d,)
    running   None, or (mean, var), float64 of shape (d,) each
    eps       above 0
    returns   (dx, dgamma, dbeta): float64 of shapes (n, d), (d,) and (d,), new arrays

    - gamma and beta serve all n samples: their derivatives are sums over the samples, not means.
      (A mean belongs to the loss; then it is in `upstream` already.)
    - No argument is changed. There is nothing to raise.

    Example: only the first of three samples has a say in the loss, and yet all three get a
    derivative.
        >>> x, upstream = np.array([[1.0], [2.0], [6.0]]), np.array([[1.0], [0.0], [0.0]])
        >>> dx, dgamma, dbeta = batch_norm_backward(upstream, x, np.array([2.0]))
        >>> dx.round(6).ravel(), dgamma.round(6), dbeta
        (array([ 0.352694, -0.440866,  0.088172]), array([-0.925819]), array([1.]))

    Source: Ioffe and Szegedy, "Batch Normalization" (2015), section 3,
    https://arxiv.org/abs/1502.03167

    """
    ### BEGIN SOLUTION
    mean, var = running if running is not None else (x.mean(axis=0), x.var(axis=0))
    inverse = 1 / np.sqrt(var + eps)
    x_hat = (x - mean) * inverse
    dgamma, dbeta = (upstream * x_hat).sum(axis=0), upstream.sum(axis=0)
    direct = upstream
    if running is None:
        direct = upstream - (dbeta + x_hat * dgamma) / len(x)
    return gamma * inverse * direct, dgamma, dbeta
    ### END SOLUTION
