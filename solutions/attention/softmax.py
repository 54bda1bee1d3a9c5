"""Softmax: scores become weights that sum to one."""

from __future__ import annotations

import numpy as np


def softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return the softmax of `x` along `axis`, a new array with the shape and dtype of `x`.

    Every slice z of `x` along `axis` is handled on its own. With m = max_j z[j]:

        y[i] = exp(z[i] - m) / sum_j exp(z[j] - m)

    x        float32 or float64, one axis or more; never changed
    axis     the axis along which the weights sum to 1; negative counts from the last
    returns  float32 for float32, float64 for float64 (you may compute in float64 in between)

    - Logits of 1000 or -1000 are ordinary: no overflow, no nan. That is what m is for, and m is
      the maximum of the slice itself, not of the whole array.
    - An entry of -inf is a masked position: its weight is exactly 0. Every slice has at least one
      finite entry; +inf and nan never occur.
    - Nothing is added to the denominator: it is 1 or more already.
    - An axis other than `axis` may have length 0; the result is then empty. There is nothing to
      raise.

    Example:
        >>> softmax(np.array([[2.0, -1.0, 0.5], [0.67, 0.13, -0.08]])).round(8)
        array([[0.78559703, 0.03911257, 0.17529039],
               [0.48659082, 0.28355995, 0.22984923]])

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (MIT Press 2016), sections 4.1 and
    6.2.2.3, https://www.deeplearningbook.org

    """
    ### BEGIN SOLUTION
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
    ### END SOLUTION
