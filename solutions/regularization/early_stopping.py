"""Early stopping: when to end training, and which weights to keep."""

from __future__ import annotations

import math

import numpy as np


class EarlyStopping:
    """Watch the validation loss of a training run, remember its best weights, say when to stop.

        watcher = EarlyStopping(patience=10, min_delta=0.001)
        for epoch in range(100):
            ...                                    # train for one epoch: params change in place
            if watcher.update(validation_loss, params):
                break
        watcher.restore(params)                    # back to the best epoch

    A loss is an improvement if it is less than best_loss - min_delta; the first number always is.
    After `patience` losses in a row that are none it is time to stop.

    patience   1 or more
    min_delta  0 or more

    Attributes, correct at any time:
    best_loss   float: the loss of the last improvement; math.inf before the first
    best_epoch  int: when that was, the first `update` being epoch 0; -1 before the first

    - A loss must beat the best one, not the one before: 0.7, 0.71, 0.705 are one improvement.
    - With min_delta > 0 the best_loss need not be the smallest seen: what is lower by min_delta or
      less changes nothing, neither best_loss nor the weights that are kept.
    - A loss of nan is no number and no improvement, but it is an epoch like any other.

    Example: patience 3, min_delta 0.001
        losses 1, 0.8, 0.7, 0.6995, 0.71, 0.72, 0.5 -> `update` says stop at the sixth (epoch 5);
        the best is epoch 2. The seventh, which would have been better, is never seen.

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (2016), section 7.8, algorithm 7.1,
    https://www.deeplearningbook.org; for other criteria Prechelt, "Early Stopping - But When?"
    (1998), https://doi.org/10.1007/3-540-49430-8_3

    """

    def __init__(self, patience: int, min_delta: float = 0.0) -> None:
        self.patience = patience
        self.min_delta = min_delta
        self.best_loss = math.inf
        self.best_epoch = -1
        ### BEGIN SOLUTION
        self.epoch = -1
        self.waited = 0
        self.kept: list[np.ndarray] = []
        ### END SOLUTION

    def update(self, loss: float, params: list[np.ndarray]) -> bool:
        """Note the validation loss of one more epoch; return whether to stop now.

        loss    a float, never inf; it may be nan
        params  the weights that gave this loss: arrays that training goes on to change in place, so
                what is to be kept must be copied. Never changed. Number and shapes are the same in
                every call.
        """
        ### BEGIN SOLUTION
        self.epoch += 1
        if loss < self.best_loss - self.min_delta:
            self.best_loss = loss
            self.best_epoch = self.epoch
            self.waited = 0
            self.kept = [np.copy(p) for p in params]
        else:
            self.waited += 1
        return self.waited >= self.patience
        ### END SOLUTION

    def restore(self, params: list[np.ndarray]) -> None:
        """Write the weights of the best epoch into `params`: the very arrays passed in change.

        Before the first improvement nothing happens. It may be called more than once, and training
        may go on afterwards. What is returned is ignored.
        """
        ### BEGIN SOLUTION
        for p, best in zip(params, self.kept, strict=False):
            p[...] = best
        ### END SOLUTION
