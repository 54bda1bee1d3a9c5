"""Depth without bends is no depth: a stack of linear layers is a single one."""

from __future__ import annotations

import numpy as np


def collapse(layers: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray, int]:
    """Return the one linear layer that does what all these layers do in turn, and what it saves.

    Layer l makes W_l x + b_l of a column x. Two of them in turn:

        W_2 (W_1 x + b_1) + b_2 = (W_2 W_1) x + (W_2 b_1 + b_2)

    The result has a weight and a bias with weight @ x + bias = the output of the last layer, for
    every x. Its parameters are all their numbers, n_out * n_in + n_out; saved is the number of
    parameters of all layers together, less the number of the result's.

    layers   one or more pairs (weight, bias), the first layer first; float64 of shape
             (n_l, n_(l-1)) and (n_l,). Never changed
    returns  (weight, bias, saved): float64 of shape (n_L, n_0) and (n_L,), new arrays, and an int,
             below 0 where the single layer is the larger one

    - A narrow layer in between stays a bottleneck: the rank of the result is at most the smallest
      width.
    - Raises ValueError when a layer does not fit the one before.

    Example: 2 -> 4 -> 3 -> 1 has 31 parameters, and does no more than 2 -> 1 with 3.
        >>> rng = np.random.default_rng(0)
        >>> sizes = [(4, 2), (3, 4), (1, 3)]
        >>> layers = [(rng.normal(size=size), rng.normal(size=size[0])) for size in sizes]
        >>> weight, bias, saved = collapse(layers)
        >>> weight.shape, bias.shape, saved
        ((1, 2), (1,), 28)

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (MIT Press 2016), section 6.1 (why the
    hidden layer must not be linear), https://www.deeplearningbook.org

    """
    raise NotImplementedError("linear_collapse")
