"""RMSprop: AdaGrad that forgets, with eps inside the root or outside."""

from __future__ import annotations

import numpy as np


class RMSprop:
    """RMSprop for arrays that are updated in place.

    Every entry of every parameter p has a moving average s of its squared gradients, 0 before the
    first step. Each call of `step` does this for every parameter and its gradient g, entry by
    entry:

        s <- alpha * s + (1 - alpha) * g**2

        eps_inside = False    p <- p - lr * g / (sqrt(s) + eps)     as PyTorch does
        eps_inside = True     p <- p - lr * g / sqrt(s + eps)       as many lectures write it

    The two look alike and are not: inside, eps counts like sqrt(eps) outside, ten thousand times
    as much for 1e-8. With gradients of 1e-6, steps of lr become steps of lr / 100.

    There is no bias correction. s begins too small, by 1 - alpha, so the first step is
    lr / sqrt(1 - alpha) long whatever the gradient: 3.16 lr with alpha = 0.9, 10 lr with 0.99.

    lr     above 0
    alpha  share of the old average that is kept: at least 0, below 1. Some call it beta or rho
    eps    above 0

    Example:
        >>> for eps_inside in (False, True):
        ...     w = np.array([1.0])
        ...     RMSprop(lr=0.01, alpha=0.99, eps_inside=eps_inside).step([w], [np.array([1e-6])])
        ...     print(round(float(w[0]), 6))
        0.909091
        0.9999

    Source: Tieleman and Hinton, "Neural Networks for Machine Learning" (2012), lecture 6e,
    https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf

    """

    def __init__(
        self,
        lr: float = 0.01,
        alpha: float = 0.99,
        eps: float = 1e-8,
        eps_inside: bool = False,
    ) -> None:
        self.lr = lr
        self.alpha = alpha
        self.eps = eps
        self.eps_inside = eps_inside
        ### BEGIN SOLUTION
        self.s: list[np.ndarray] = []
        ### END SOLUTION

    def step(self, params: list[np.ndarray], grads: list[np.ndarray]) -> None:
        """Update every array of `params` in place by the gradients at the same positions.

        params  float64 arrays of any shapes with one axis or more: the very objects passed in must
                change. Number and shapes are the same in every call.
        grads   as many float64 arrays of the same shapes; never changed

        Averages belong to positions in the list, not to array objects. What `step` returns is
        ignored. There is nothing to raise.
        """
        ### BEGIN SOLUTION
        if not self.s:
            self.s = [np.zeros_like(p) for p in params]
        for p, g, s in zip(params, grads, self.s, strict=True):
            s[...] = self.alpha * s + (1 - self.alpha) * g**2
            root = np.sqrt(s + self.eps) if self.eps_inside else np.sqrt(s) + self.eps
            p[...] = p - self.lr * g / root
        ### END SOLUTION
