"""The position-wise feed-forward network: every position thinks for itself."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import erf


def feed_forward(
    x: np.ndarray,
    w1: np.ndarray,
    b1: np.ndarray,
    w2: np.ndarray,
    b2: np.ndarray,
    activation: str = "relu",
) -> np.ndarray:
    """Return what the feed-forward network of a transformer makes of each position.

        out[..., t, :] = act(x[..., t, :] w1 + b1) w2 + b2

        "relu"   act(z) = max(z, 0)                                    the first transformer
        "gelu"   act(z) = z (1 + erf(z / sqrt(2))) / 2                 BERT and GPT

    x           (..., n, d): n positions, any number of leading axes, none included
    w1, b1      (d, f) and (f,): out to f numbers, usually f = 4 d
    w2, b2      (f, d) and (d,): back to d
    activation  "relu" or "gelu"; raise ValueError for any other name
    returns     the shape of x

    - All arrays are float64; none is changed. Vectors are rows.
    - The same two layers serve all positions, and no position hears of another: that is what
      attention is for. Reordered positions give the same results, reordered.
    - There is no activation after the second layer: the result is added to x, and must be able
      to lower it.
    - GELU is the exact one, with the error function, `scipy.special.erf`. The form with tanh that
      GPT-2 used is near it, but not equal.

    Example: from 1 number to 2 and back; a ReLU keeps one sign of each
        >>> x, w1, w2 = np.array([[-1.0], [2.0]]), np.array([[1.0, -1.0]]), np.array([[2.0], [3.0]])
        >>> feed_forward(x, w1, np.zeros(2), w2, np.ones(1))
        array([[4.],
               [5.]])
        >>> feed_forward(x, w1, np.zeros(2), w2, np.ones(1), "gelu").round(6)
        array([[3.206724],
               [4.772499]])

    Source: Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.3,
    https://arxiv.org/abs/1706.03762; Hendrycks and Gimpel, "Gaussian Error Linear Units" (2016),
    https://arxiv.org/abs/1606.08415

    """
    raise NotImplementedError("feed_forward")
