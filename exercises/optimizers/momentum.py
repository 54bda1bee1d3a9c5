"""Momentum in its three conventions: the same name, the same letters, other learning rates."""

from __future__ import annotations

import numpy as np


class Momentum:
    """Gradient descent with momentum and weight decay, for arrays that are updated in place.

    Every parameter p has a velocity v of its own, 0 before the first step. Each call of `step`
    does this for every parameter and its gradient g, in this order:

        d  = g + weight_decay * p          the gradient of the loss + weight_decay / 2 * |p|**2

        "pytorch"    v <- mu * v + d               p <- p - lr * v
        "ema"        v <- mu * v + (1 - mu) * d    p <- p - lr * v
        "classical"  v <- mu * v - lr * d          p <- p + v

    "ema" makes v a moving average of the gradients. Their sum, "pytorch", is 1 / (1 - mu) times as
    long: with mu = 0.9 and one learning rate for both, ten times. "classical" keeps the learning
    rate inside the velocity, so a change of lr does not reach the steps that v remembers; while lr
    stays the same it walks as "pytorch" does. mu = 0 is plain gradient descent in all three.

    mu            at least 0 and below 1
    convention    "pytorch", "ema" or "classical"
    weight_decay  at least 0

    Example, w**2 from 2, three steps of 0.1:
        >>> for convention in ("pytorch", "ema"):
        ...     w, optimizer = np.array([2.0]), Momentum(0.9, convention)
        ...     for _ in range(3):
        ...         optimizer.step([w], [2 * w], lr=0.1)
        ...     print(round(float(w[0]), 6))
        0.124
        1.779424
        >>> round(Momentum(0.9, "pytorch").rate_for(0.1, "ema"), 9)
        1.0

    Sources: Sutskever, Martens, Dahl, Hinton, "On the importance of initialization and momentum in
    deep learning" (2013), section 2, https://proceedings.mlr.press/v28/sutskever13.html;
    https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html

    """

    def __init__(
        self, mu: float = 0.9, convention: str = "pytorch", weight_decay: float = 0.0
    ) -> None:
        self.mu = mu
        self.convention = convention
        self.weight_decay = weight_decay
        raise NotImplementedError("momentum")

    def step(self, params: list[np.ndarray], grads: list[np.ndarray], lr: float) -> None:
        """Update every array of `params` in place by the gradients at the same positions.

        params  float32 or float64 arrays of any shapes with one axis or more: the very objects
                passed in must change. Number and shapes are the same in every call.
        grads   as many arrays, of the same shapes and dtypes; never changed
        lr      learning rate of this step, above 0; a schedule may give every step its own

        Velocities belong to positions in the list, not to array objects. What `step` returns is
        ignored. There is nothing to raise.
        """
        raise NotImplementedError("momentum")

    def rate_for(self, lr: float, convention: str) -> float:
        """Return the learning rate with which `convention` takes the same steps.

        That is: this optimizer with `lr` in every step, and one of `convention` with the result in
        every step, with equal mu and weight_decay and from the same start, go the same way.
        """
        raise NotImplementedError("momentum")
