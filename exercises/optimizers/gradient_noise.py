"""Batch size: how far a mini-batch's gradient is from the true one, and what lr should follow."""

from __future__ import annotations

import numpy as np


def gradient_noise(
    per_sample: np.ndarray, batch_sizes: np.ndarray, lr: float, base: int
) -> dict[str, np.ndarray]:
    """Return what a batch size does to the gradient, for several batch sizes b.

    `per_sample` holds the gradient g_i of each of n samples. The full gradient is their mean,
    g = 1/n sum_i g_i, and that of a mini-batch is the mean over the batch. With the variance

        s2 = 1/n sum_i |g_i - g|**2,   |v|**2 = sum_j v[j]**2

    the squared distance |batch gradient - g|**2 is on average, over all batches of b samples,

        drawn with replacement       s2 / b
        drawn without replacement    s2 / b * (n - b) / (n - 1)    an epoch's first batch

    per_sample   float64 of shape (n, d), n >= 2, d >= 1; g is not 0
    batch_sizes  int64 of shape (k,), each from 1 to n
    lr, base     a learning rate that was found good for batches of `base` samples
    returns      a dict of float64 arrays:
                     "gradient"       (d,)  g
                     "noise"          (k,)  the mean squared distance, without replacement
                     "replaced"       (k,)  the mean squared distance, with replacement
                     "scale"          ()    the noise scale s2 / |g|**2: the batch size at which
                                            noise and gradient are equally long (with replacement)
                     "lr"             (k,)  the linear scaling rule: twice the batch, twice the lr

    - Distances are not divided by d, and no root is taken.
    - s2 divides by n, not by n - 1: these n samples are all there are.
    - A batch of all n samples drawn without replacement has no noise at all.
    - "scale" may also be a Python float. There is nothing to raise.

    Example:
        >>> per_sample = np.array([[1.0, 0.0], [3.0, 0.0], [2.0, 6.0]])
        >>> found = gradient_noise(per_sample, np.array([1, 2, 3]), 0.1, 2)
        >>> found["gradient"], found["noise"].round(6)
        (array([2., 2.]), array([8.666667, 2.166667, 0.      ]))
        >>> found["replaced"].round(6), round(float(found["scale"]), 6)
        (array([8.666667, 4.333333, 2.888889]), 1.083333)
        >>> found["lr"]
        array([0.05, 0.1 , 0.15])

    Sources: Goyal et al., "Accurate, Large Minibatch SGD" (2017), section 2.1,
    https://arxiv.org/abs/1706.02677; McCandlish et al., "An Empirical Model of Large-Batch
    Training" (2018), section 2.2, https://arxiv.org/abs/1812.06162; Cochran, "Sampling
    Techniques" (3rd edition, 1977), theorem 2.2

    """
    raise NotImplementedError("gradient_noise")
