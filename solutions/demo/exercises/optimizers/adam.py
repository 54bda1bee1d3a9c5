"""Adam with decoupled weight decay (AdamW): one step size per entry, found from past gradients."""

from __future__ import annotations

import numpy as np


class Adam:
    """Adam for a list of arrays that are updated in place."""

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
        self.t = 0
        self.m: dict[int, np.ndarray] = {}
        self.v: dict[int, np.ndarray] = {}

    def step(self, params: list[np.ndarray], grads: list[np.ndarray]) -> None:
        """Update every array of `params` in place by the gradients at the same positions."""
        self.t += 1
        for i in range(len(params)):
            params[i] *= 1 - self.lr * self.weight_decay
            if i not in self.m:
                self.m[i] = np.zeros_like(grads[i])
                self.v[i] = np.zeros_like(grads[i])
            self.m[i] += (1 - self.beta1) * (grads[i] - self.m[i])
            self.v[i] += (1 - self.beta2) * (grads[i] ** 2 - self.v[i])
            m_hat = self.m[i] / (1 - self.beta1**self.t)
            v_hat = self.v[i] / (1 - self.beta2**self.t)
            params[i] -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
