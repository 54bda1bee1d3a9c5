"""Where weight decay goes: into the gradient (Adam with L2), or straight to the weights (AdamW)."""

from __future__ import annotations

import numpy as np


class DecayedAdam:
    """Adam with weight decay in one of two places, for arrays that are updated in place.

    Before the first step m = v = 0 and t = 0. Each call of `step` makes t larger by 1, once, and
    then does this for every parameter p with gradient g, entry by entry, in this order:

        d      = weight_decay    if p has two axes or more, else 0
        g     <- g + d * p                          only with place "gradient"
        p     <- p * (1 - lr * d)                   only with place "weights"
        m     <- beta1 * m + (1 - beta1) * g
        v     <- beta2 * v + (1 - beta2) * g**2
        p     <- p - lr * (m / (1 - beta1**t)) / (sqrt(v / (1 - beta2**t)) + eps)

    "gradient" is L2 regularization, the gradient of the loss + weight_decay / 2 * |p|**2. What it
    adds is divided by sqrt(v) like the rest: weights with large gradients are hardly decayed, and
    without any gradient p moves by lr, whatever weight_decay is. "weights" is AdamW: every weight
    loses the share lr * weight_decay in every step. With weight_decay = 0 both are Adam.

    Arrays of one axis are biases and the gains of normalization layers. They have no reason to be
    small, and are not decayed.

    lr            above 0
    weight_decay  at least 0
    place         "gradient" or "weights"
    betas, eps    (beta1, beta2), each at least 0 and below 1; eps at least 0

    Example, no gradient at all:
        >>> for place in ("gradient", "weights"):
        ...     w = np.array([[1.0]])
        ...     DecayedAdam(lr=0.1, weight_decay=0.1, place=place).step([w], [np.zeros((1, 1))])
        ...     print(w.round(6))
        [[0.9]]
        [[0.99]]

    Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, Algorithm 2
    (its lambda is weight_decay here times lr), https://arxiv.org/abs/1711.05101

    """

    def __init__(
        self,
        lr: float,
        weight_decay: float,
        place: str = "weights",
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
    ) -> None:
        self.lr = lr
        self.weight_decay = weight_decay
        self.place = place
        self.beta1, self.beta2 = betas
        self.eps = eps
        ### BEGIN SOLUTION
        self.t = 0
        self.state: list[tuple[np.ndarray, np.ndarray]] = []
        ### END SOLUTION

    def step(self, params: list[np.ndarray], grads: list[np.ndarray]) -> None:
        """Update every array of `params` in place by the gradients at the same positions.

        params  float64 arrays of any shapes with one axis or more: the very objects passed in must
                change. Number and shapes are the same in every call.
        grads   as many float64 arrays of the same shapes; never changed

        m and v belong to positions in the list. What `step` returns is ignored. There is nothing
        to raise.
        """
        ### BEGIN SOLUTION
        if self.t == 0:
            self.state = [(np.zeros_like(p), np.zeros_like(p)) for p in params]
        self.t += 1
        for p, g, (m, v) in zip(params, grads, self.state, strict=True):
            decay = self.weight_decay if p.ndim > 1 else 0.0
            slope = g
            if self.place == "gradient":
                slope = g + decay * p
            else:
                p[...] = p * (1 - self.lr * decay)
            m[...] = self.beta1 * m + (1 - self.beta1) * slope
            v[...] = self.beta2 * v + (1 - self.beta2) * slope**2
            root = np.sqrt(v / (1 - self.beta2**self.t)) + self.eps
            p[...] = p - self.lr * (m / (1 - self.beta1**self.t)) / root
        ### END SOLUTION
