"""Group normalization: an image's channels in groups, with layer and instance norm as its ends."""

from __future__ import annotations

import numpy as np


def group_norm(
    x: np.ndarray, groups: int, gamma: np.ndarray, beta: np.ndarray, eps: float = 1e-5
) -> np.ndarray:
    """Return the images `x`, normalized in groups of channels, each image by itself.

    The c channels are cut into `groups` groups of c / groups neighbors: with 6 channels and 2
    groups, channels 0 1 2 and channels 3 4 5. Each group of each image is normalized over all its
    channels and places, m = (c / groups) h w values:

        x_hat = (x - mean) / sqrt(var + eps),    mean = (1/m) sum x,  var = (1/m) sum (x - mean)**2
        y     = gamma * x_hat + beta             gamma and beta of each channel, not of each group

    Two special cases have names of their own:

        groups = c   instance normalization: each channel of each image by itself
        groups = 1   layer normalization over channels and places: each image as a whole

    x            float64 of shape (n, c, h, w)
    groups       1 ... c
    gamma, beta  float64 of shape (c,)
    eps          above 0; stands inside the root
    returns      float64 of shape (n, c, h, w), a new array

    - Raises ValueError if groups does not divide c.
    - Nothing is shared between the images of a batch, and nothing is remembered for evaluation: a
      batch of one is as good as any.
    - No argument is changed.

    Example: four channels of one place each, in pairs and together.
        >>> x = np.array([1.0, 3.0, 10.0, 20.0]).reshape(1, 4, 1, 1)
        >>> ones, zeros = np.ones(4), np.zeros(4)
        >>> group_norm(x, 2, ones, zeros).round(4).ravel()
        array([-1.,  1., -1.,  1.])
        >>> group_norm(x, 1, ones, zeros).round(4).ravel()
        array([-1.009 , -0.7399,  0.2018,  1.5471])

    Source: Wu and He, "Group Normalization" (2018), section 3, https://arxiv.org/abs/1803.08494;
    Ulyanov, Vedaldi, Lempitsky, "Instance Normalization" (2016), https://arxiv.org/abs/1607.08022

    """
    ### BEGIN SOLUTION
    n, c, h, w = x.shape
    if c % groups:
        raise ValueError(f"{c} channels cannot be cut into {groups} equal groups")
    table = x.reshape(n, groups, -1)
    centered = table - table.mean(axis=2, keepdims=True)
    var = (centered**2).mean(axis=2, keepdims=True)
    x_hat = (centered / np.sqrt(var + eps)).reshape(n, c, h, w)
    return gamma[:, None, None] * x_hat + beta[:, None, None]
    ### END SOLUTION
