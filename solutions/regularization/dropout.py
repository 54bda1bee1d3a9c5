"""Inverted dropout, forward and backward."""

from __future__ import annotations

import numpy as np


class Dropout:
    """Dropout as every library has it today: what is kept is made larger in training.

    In training each entry of x is dropped with probability p, on its own, and the others are
    divided by the probability of being kept:

        y = x * mask / (1 - p),    mask: 0 with probability p, else 1, for every entry

    So the expected value of y is x, and afterwards, when the network is used, y = x: nothing is
    dropped, nothing is scaled and no random number is drawn.

    p   0 <= p < 1; otherwise ValueError when the layer is made. With p = 1 nothing would be left,
        and 0 / 0 of it.

    Example: with p = 0.5 six ones become zeros and twos, which of them is chance
        >>> layer = Dropout(0.5)
        >>> y = layer.forward(np.ones(6), np.random.default_rng(0))  # 2. 0. 0. 0. 2. 2., say
        >>> layer.forward(np.ones(6), np.random.default_rng(0), training=False)
        array([1., 1., 1., 1., 1., 1.])

    Source: Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting"
    (2014), section 10 describes this way of scaling, https://jmlr.org/papers/v15/srivastava14a.html

    """

    def __init__(self, p: float) -> None:
        self.p = p
        ### BEGIN SOLUTION
        if not 0 <= p < 1:
            raise ValueError(f"p is a probability below 1, got {p}")
        ### END SOLUTION

    def forward(self, x: np.ndarray, rng: np.random.Generator, training: bool = True) -> np.ndarray:
        """Return y: `x` with entries dropped and the others scaled, or `x` itself out of training.

        x        float32 or float64, any shape; y has its shape and dtype. Never changed.
        rng      where all chance comes from: the same state gives the same mask. How the mask is
                 made from its numbers is up to you. Every call draws a new mask.
        """
        ### BEGIN SOLUTION
        self.factor: np.ndarray | float = 1.0
        if training:
            mask = rng.random(x.shape) >= self.p
            self.factor = np.asarray(mask / (1 - self.p), dtype=x.dtype)
        return x * self.factor
        ### END SOLUTION

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """Return the derivative of the loss by x of the latest `forward`, given that by its y.

        dy   of the shape and dtype of y; never changed. The result has them too.

        The same entries are dropped, and the others scaled alike: no new mask. It may be called
        more than once.
        """
        ### BEGIN SOLUTION
        return dy * self.factor
        ### END SOLUTION
