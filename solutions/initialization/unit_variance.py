"""Layer-sequential unit variance: weights rescaled until a batch keeps its size."""

from __future__ import annotations

import numpy as np


def unit_variance(weights: list[np.ndarray], x: np.ndarray, activation: str) -> list[np.ndarray]:
    """Return the weights rescaled so that every layer's z has the standard deviation 1 on a batch.

    Formulas for the size of weights assume much about the data. One batch can tell: go through
    the layers in order, with a_0 = x; for each layer

        z   = a w^T                  (n, n_out)
        s   = standard deviation of all n * n_out entries of z, around their mean
        w'  = w / s
        a   = f(z / s)               the input of the next layer

    Unlike a formula this takes the activation as it is, whatever it is.

    weights     float64 arrays, one per layer, of shape (n_out, n_in); n_in is the n_out before
    x           float64 of shape (n, d): the batch, a sample in each row
    activation  f after every layer: "relu", max(z, 0), or "tanh"
    returns     a list of as many new float64 arrays, of the same shapes

    - The standard deviation divides by n * n_out, not by one less. It is one number per layer, not
      one per unit. There is no bias.
    - Each layer sees what the rescaled layers before it give, not what the old ones gave.
    - The arguments are not changed. Raises ValueError if s is 0 for some layer, as with weights of
      0, and for any other activation; the list may be empty, then so is the result.

    Example: one unit, three samples; z = 4, 0, -4 has the deviation sqrt(32 / 3) = 3.265986
        >>> x = np.array([[2.0], [0.0], [-2.0]])
        >>> unit_variance([np.array([[2.0]])], x, "relu")
        [array([[0.61237244]])]

    Source: Mishkin and Matas, "All you need is a good init" (ICLR 2016), algorithm 1 (one round,
    without the orthonormal start), https://arxiv.org/abs/1511.06422

    """
    ### BEGIN SOLUTION
    if activation not in ("relu", "tanh"):
        raise ValueError(f"unknown activation {activation!r}")
    a, rescaled = x, []
    for number, w in enumerate(weights):
        z = a @ w.T
        s = z.std()
        if s == 0:
            raise ValueError(f"all z of layer {number} are the same")
        rescaled.append(w / s)
        a = np.maximum(z / s, 0) if activation == "relu" else np.tanh(z / s)
    return rescaled
    ### END SOLUTION
