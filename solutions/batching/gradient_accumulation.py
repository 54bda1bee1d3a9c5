"""Gradient accumulation: the gradient of a big batch from small ones, one after the other."""

from __future__ import annotations

import numpy as np


class Accumulator:
    """Collects mean losses and mean gradients of micro-batches until a step is due.

    A batch too big for the memory is cut into micro-batches. Micro-batch k has count[k] samples,
    the mean loss loss[k] over them and the gradient g[k] of that mean. Of the whole batch, N
    samples,

        loss = sum over k of count[k] / N * loss[k],    gradient = sum over k of count[k] / N * g[k]

    which is what one pass over all N at once would give, up to rounding. The plain mean of the g[k]
    is the same only if all counts are equal. The last micro-batch of an epoch is often smaller, and
    where a loss is a mean over tokens, `count` is the number of tokens that are no padding.

    - N is known only at the end, when `take` is called.
    - A count of 0 is a micro-batch with nothing but padding. Its loss and gradients are 0 / 0, nan;
      it must leave no trace.

    Example: three samples with a mean gradient of 2, and one with 6
        >>> accumulator = Accumulator()
        >>> accumulator.add(1.0, [np.array([2.0])], 3)
        >>> accumulator.add(5.0, [np.array([6.0])], 1)
        >>> accumulator.take()
        (2.0, [array([3.])])

    Source: Ott et al., "Scaling Neural Machine Translation" (2018), section 3.2 ("cumulating
    gradients"), https://arxiv.org/abs/1806.00187

    """

    def __init__(self) -> None:
        ### BEGIN SOLUTION
        self.count = 0
        self.loss = 0.0
        self.grads: list[np.ndarray] = []
        ### END SOLUTION

    def add(self, loss: float, grads: list[np.ndarray], count: int) -> None:
        """Take one micro-batch in; returns nothing.

        loss   the mean loss of its samples
        grads  float64 arrays: the gradient of that mean by each parameter. Their number and shapes
               are the same in every call between two `take`. Never changed, and not kept either:
               the caller may use these arrays again for the next micro-batch.
        count  number of samples (or tokens), 0 or more
        """
        ### BEGIN SOLUTION
        if count == 0:
            return
        if self.count == 0:
            self.grads = [np.zeros_like(g) for g in grads]
        self.count += count
        self.loss += count * loss
        for total, g in zip(self.grads, grads, strict=True):
            np.add(total, count * g, out=total)
        ### END SOLUTION

    def take(self) -> tuple[float, list[np.ndarray]]:
        """Return (loss, gradients) of all samples since the last `take`, and begin anew.

        The loss is a float, the gradients a list of float64 arrays in the shapes that were added.
        Raises ValueError if there was no sample since.
        """
        ### BEGIN SOLUTION
        if self.count == 0:
            raise ValueError("no sample was added")
        loss = float(self.loss / self.count)
        grads = [total / self.count for total in self.grads]
        self.count, self.loss = 0, 0.0
        return loss, grads
        ### END SOLUTION
