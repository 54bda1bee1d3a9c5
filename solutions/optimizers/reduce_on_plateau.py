"""Reduce on plateau: a learning rate that drops when the loss has stopped falling."""

from __future__ import annotations


class ReduceOnPlateau:
    """A learning rate that is made smaller when the loss has not improved for long enough.

    Before the first epoch the best loss is infinite and the count of bad epochs is 0. After each
    epoch `step(loss)` does this, in this order:

        loss < best - min_delta:   the epoch is good: best <- loss, count <- 0
        otherwise:                 the epoch is bad:  count <- count + 1
        count > patience:          lr <- max(lr * factor, min_lr), count <- 0

    lr         the learning rate to begin with, above 0
    factor     what it is multiplied by, above 0 and below 1
    patience   how many bad epochs in a row are borne; the next one makes lr smaller; 0 or more
    min_delta  by how much a loss must be below the best to count as better; 0 or more (a
               difference, where PyTorch's default is a ratio)
    min_lr     lr is never made smaller than this; 0 or more, at most lr

    - `best` stays as it is when lr is reduced, and in bad epochs, even in one that is better by
      less than min_delta: many small improvements together count once they add up to min_delta.
    - A loss of NaN is no improvement.
    - Two objects share nothing.

    Example:
        >>> schedule = ReduceOnPlateau(0.1, factor=0.5, patience=1)
        >>> [schedule.step(loss) for loss in (2.0, 1.0, 1.0, 1.5, 1.0, 0.5)]
        [0.1, 0.1, 0.1, 0.05, 0.05, 0.05]

    Sources: Goodfellow, Bengio, Courville, "Deep Learning" (2016), section 8.3.1,
    https://www.deeplearningbook.org; PyTorch's `torch.optim.lr_scheduler.ReduceLROnPlateau`,
    https://docs.pytorch.org/docs/stable/optim.html

    """

    def __init__(
        self,
        lr: float,
        factor: float = 0.1,
        patience: int = 10,
        min_delta: float = 0.0,
        min_lr: float = 0.0,
    ) -> None:
        self.lr = lr
        self.factor = factor
        self.patience = patience
        self.min_delta = min_delta
        self.min_lr = min_lr
        ### BEGIN SOLUTION
        self.best = float("inf")
        self.count = 0
        ### END SOLUTION

    def step(self, loss: float) -> float:
        """Take the loss of the epoch that has just ended; return the rate for the next one.

        The attribute `lr` is that rate as well.
        """
        ### BEGIN SOLUTION
        if loss < self.best - self.min_delta:
            self.best = loss
            self.count = 0
        else:
            self.count += 1
        if self.count > self.patience:
            self.lr = max(self.lr * self.factor, self.min_lr)
            self.count = 0
        return self.lr
        ### END SOLUTION
