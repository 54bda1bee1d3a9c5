"""AdaGrad: a learning rate for each entry, which only ever shrinks."""

from __future__ import annotations

import numpy as np


class AdaGrad:
    """AdaGrad for arrays that are updated in place.

    Every entry of every parameter p has a sum s, which is `initial` before the first step. Each
    call of `step` does this for every parameter and its gradient g, entry by entry:

        s <- s + g**2
        p <- p - lr * g / (sqrt(s) + eps)

    Nothing in s is ever forgotten: with gradients of one size the k-th step is lr / sqrt(k) long.
    An entry that seldom has a gradient, as the row of a rare word, keeps its long steps.

    lr       above 0
    eps      added outside the root (some books write sqrt(s + eps)); at least 0. Where eps,
             `initial` and all gradients so far are 0, the step is 0, not 0 / 0
    initial  at least 0

    Example:
        >>> w, optimizer = np.array([1.0, 1.0]), AdaGrad(lr=0.1)
        >>> for g in ([3.0, 0.0], [4.0, 0.01]):
        ...     optimizer.step([w], [np.array(g)])
        ...     print(w.round(6))
        [0.9 1. ]
        [0.82 0.9 ]

    Source: Duchi, Hazan, Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic
    Optimization", JMLR 12 (2011), section 1.1, https://jmlr.org/papers/v12/duchi11a.html

    """

    def __init__(self, lr: float = 0.01, eps: float = 1e-10, initial: float = 0.0) -> None:
        self.lr = lr
        self.eps = eps
        self.initial = initial
        raise NotImplementedError("adagrad")

    def step(self, params: list[np.ndarray], grads: list[np.ndarray]) -> None:
        """Update every array of `params` in place by the gradients at the same positions.

        params  float64 arrays of any shapes with one axis or more: the very objects passed in must
                change. Number and shapes are the same in every call.
        grads   as many float64 arrays of the same shapes; never changed

        Sums belong to positions in the list, not to array objects. What `step` returns is ignored.
        There is nothing to raise.
        """
        raise NotImplementedError("adagrad")
