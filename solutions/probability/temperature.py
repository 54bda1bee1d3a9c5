"""Temperature: how boldly to choose among scored tokens."""

from __future__ import annotations

import numpy as np


def temperature_softmax(logits: np.ndarray, temperature: float) -> np.ndarray:
    """Return the probabilities of `logits` at a temperature, a new array of the same shape.

    Every row z along the last axis is handled on its own:

        result[i] = exp(z[i] / T) / sum_j exp(z[j] / T),   T = temperature > 0

    logits       float64, one axis or more, the last of length V >= 1; never changed
    temperature  a float of 0 or more. Below 1 the likely become likelier, above 1 all come closer
    returns      float64 of the shape of `logits`; every row sums to 1

    - T = 0 means the limit for T -> 0: the largest logit of a row gets everything, and equally
      large ones share it equally.
    - Small T is ordinary: at T = 0.001 logits of 2 and 1 are exp(2000) and exp(1000). No overflow,
      no nan: subtract the largest logit of the row before dividing by T.
    - A logit of -inf is a forbidden token: its probability is exactly 0 at every temperature. Every
      row has a finite logit; +inf and nan never occur.
    - A negative temperature raises ValueError.

    Example, scores of 好 棒 糟糕 普通 奇怪:
        >>> temperature_softmax(np.array([2.0, 1.8, 0.1, 0.5, 0.3]), 0.5).round(4)
        array([0.5631, 0.3775, 0.0126, 0.028 , 0.0188])

    Source: Hinton, Vinyals, Dean, "Distilling the Knowledge in a Neural Network" (2015), section 2,
    equation 1, https://arxiv.org/abs/1503.02531

    """
    ### BEGIN SOLUTION
    if temperature < 0:
        raise ValueError("a temperature is not negative")
    below = logits - logits.max(axis=-1, keepdims=True)
    weights = np.exp(below / temperature) if temperature else below == 0
    return weights / weights.sum(axis=-1, keepdims=True)
    ### END SOLUTION
