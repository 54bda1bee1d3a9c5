"""Adam with decoupled weight decay (AdamW): one step size per entry, found from past gradients."""

from __future__ import annotations

import numpy as np


class Adam:
    """Adam for a list of arrays that are updated in place.

    Before the first step m = v = 0 and t = 0. Each call of `step` makes t larger by 1, once, and
    then does this for every parameter p with gradient g, entry by entry, in this order:

        p     <- p * (1 - lr * weight_decay)        decay, decoupled: it never enters g, m or v
        m     <- beta1 * m + (1 - beta1) * g
        v     <- beta2 * v + (1 - beta2) * g**2
        m_hat  = m / (1 - beta1**t)                 t = 1 in the first call
        v_hat  = v / (1 - beta2**t)
        p     <- p - lr * m_hat / (sqrt(v_hat) + eps)

    lr            step size, above 0
    betas         (beta1, beta2), each at least 0 and below 1
    eps           added outside the root, after the correction; at least 0
    weight_decay  at least 0; it is multiplied by lr, as PyTorch's AdamW does (the paper multiplies
                  it by the schedule alone)

    Example:
        >>> w = np.array([1.0, -2.0])
        >>> Adam(lr=0.1, weight_decay=0.01).step([w], [np.array([0.1, 0.2])])
        >>> [round(float(x), 9) for x in w]
        [0.89900001, -2.097999995]

    Sources: Kingma and Ba, "Adam", ICLR 2015, Algorithm 1, https://arxiv.org/abs/1412.6980;
    Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, Algorithm 2,
    https://arxiv.org/abs/1711.05101

    """

    def __init__(
        self,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        self.lr = lr
        self.beta1, self.beta2 = betas
        self.eps = eps
        self.weight_decay = weight_decay
        ### BEGIN SOLUTION
        self.t = 0
        self.m: list[np.ndarray] = []
        self.v: list[np.ndarray] = []
        ### END SOLUTION

    def step(self, params: list[np.ndarray], grads: list[np.ndarray]) -> None:
        """Update every array of `params` in place by the gradients at the same positions.

        params  float32 or float64 arrays of any shapes with one axis or more: the very objects
                passed in must change. Number and shapes are the same in every call.
        grads   as many arrays, of the same shapes and dtypes; never changed

        m and v belong to a position in the list, not to an array object: a later call may bring
        another array at the same position, and the state carries on. Two Adams share nothing.
        What `step` returns is ignored. There is nothing to raise.
        """
        ### BEGIN SOLUTION
        if self.t == 0:
            self.m = [np.zeros_like(p) for p in params]
            self.v = [np.zeros_like(p) for p in params]
        self.t += 1
        for i, (p, g) in enumerate(zip(params, grads, strict=True)):
            p[...] = p * (1 - self.lr * self.weight_decay)
            self.m[i] = self.beta1 * self.m[i] + (1 - self.beta1) * g
            self.v[i] = self.beta2 * self.v[i] + (1 - self.beta2) * g**2
            m_hat = self.m[i] / (1 - self.beta1**self.t)
            v_hat = self.v[i] / (1 - self.beta2**self.t)
            p[...] = p - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        ### END SOLUTION
