"""Batch normalization: each channel to mean 0 and variance 1, by the batch or from memory."""

from __future__ import annotations

import numpy as np


def batch_norm(
    x: np.ndarray,
    gamma: np.ndarray,
    beta: np.ndarray,
    running_mean: np.ndarray,
    running_var: np.ndarray,
    training: bool,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return `x` normalized channel by channel, and the running statistics after this call.

        y = gamma * (x - mean) / sqrt(var + eps) + beta

    In training, mean and var are those of the batch, one of each for a channel: taken over the n
    samples and, if they are images, over all their h w places too. With m values in a channel
    (m = n, or n h w)

        mean         = (1/m) sum x
        var          = (1/m) sum (x - mean)**2                          biased: divided by m
        running_mean <- (1 - momentum) running_mean + momentum mean
        running_var  <- (1 - momentum) running_var  + momentum var m / (m - 1)        unbiased

    In evaluation, mean and var are `running_mean` and `running_var`, which stay as they are.

    x             float64 of shape (n, c) or (n, c, h, w): the channels are axis 1
    gamma, beta   float64 of shape (c,)
    running_mean  float64 of shape (c,)
    running_var   float64 of shape (c,), not below 0
    training      True: by the batch, and remember; False: from memory
    momentum      0 ... 1, the weight of the new batch (some authors call 1 - momentum so)
    eps           above 0; stands inside the root
    returns       (y, running_mean, running_var): y with the shape of x, and both statistics as
                  they are after this call

    - The batch's variance is divided by m where it normalizes, and by m - 1 where it is remembered:
      PyTorch does both.
    - Raises ValueError in training if m is 1: one value has no variance. In evaluation a single
      sample is as good as any.
    - No argument is changed: new statistics are returned, not written into the old ones.
    - A channel may lie a million away from 0 with a spread of 1. Take the mean of the squared
      deviations: mean of x**2 minus mean**2 leaves nothing of so small a difference.

    Example:
        >>> x = np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [3.0, 6.0, 9.0]])
        >>> ones, zeros = np.ones(3), np.zeros(3)
        >>> y, mean, var = batch_norm(x, ones, zeros, zeros, ones, training=True)
        >>> y[0].round(5), mean, var  # unbiased, the three variances are 1, 4 and 9
        (array([-1.22474, -1.22474, -1.22474]), array([0.2, 0.4, 0.6]), array([1. , 1.3, 1.8]))

    Source: Ioffe and Szegedy, "Batch Normalization" (2015), algorithms 1 and 2,
    https://arxiv.org/abs/1502.03167; PyTorch documentation, torch.nn.BatchNorm1d,
    https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html

    """
    ### BEGIN SOLUTION
    axes = (0, *range(2, x.ndim))
    per_channel = (-1,) + (1,) * (x.ndim - 2)
    mean, var = running_mean, running_var
    if training:
        m = x.size // x.shape[1]
        if m == 1:
            raise ValueError("m")
        mean, var = x.mean(axis=axes), x.var(axis=axes)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * m / (m - 1)
    scale = gamma / np.sqrt(var + eps)
    y = (x - mean.reshape(per_channel)) * scale.reshape(per_channel) + beta.reshape(per_channel)
    return y, running_mean, running_var
    ### END SOLUTION
