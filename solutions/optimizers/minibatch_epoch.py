"""One epoch of mini-batch gradient descent: shuffle, cut into batches, step after each."""

from __future__ import annotations

import numpy as np


def minibatch_epoch(
    x: np.ndarray,
    y: np.ndarray,
    w: np.ndarray,
    lr: float,
    batch_size: int,
    rng: np.random.Generator,
    drop_last: bool = False,
) -> tuple[np.ndarray, np.ndarray]:
    """Train a linear model by mini-batches for one epoch; return (w, losses).

    The order of the samples is drawn by one call of `rng.permutation(n)`. Batch number k holds
    the samples order[k * batch_size], ..., order[(k + 1) * batch_size - 1]; the last batch is
    smaller when batch_size does not divide n. Batch after batch, with b samples in it:

        residual = x_batch @ w - y_batch
        loss     = mean of residual**2                         over these b samples
        gradient = (2 / b) * x_batch.T @ residual              the mean of b gradients
        w       <- w - lr * gradient

    x           float64 of shape (n, d), one sample a row, n >= 1
    y           float64 of shape (n,)
    w           float64 of shape (d,): where the epoch begins. x, y and w are never changed
    lr          learning rate, at least 0
    batch_size  at least 1; above n, all samples are one batch
    rng         draws the order, and nothing else
    drop_last   whether a batch with fewer than batch_size samples is left out
    returns     (w, losses): w after the epoch, float64 of shape (d,), and the loss of every batch
                before its step, float64 of shape (number of batches,)

    - Every batch sees the w that the batch before it left.
    - With drop_last there may be no batch at all: then w is as before and losses is empty.
    - There is nothing to raise.

    Example:
        >>> x, y, w = np.array([[1.0], [2.0], [3.0]]), np.array([2.0, 4.0, 6.0]), np.zeros(1)
        >>> np.random.default_rng(0).permutation(3)
        array([2, 0, 1])
        >>> minibatch_epoch(x, y, w, 0.05, 2, np.random.default_rng(0))
        (array([1.4]), array([20.,  4.]))

    The first batch holds samples 2 and 0, the second sample 1 alone.

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (2016), section 8.1.3,
    https://www.deeplearningbook.org

    """
    ### BEGIN SOLUTION
    order = rng.permutation(len(x))
    losses = []
    for begin in range(0, len(x), batch_size):
        batch = order[begin : begin + batch_size]
        if drop_last and len(batch) < batch_size:
            break
        residual = x[batch] @ w - y[batch]
        losses.append((residual**2).mean())
        w = w - lr * (2 / len(batch)) * x[batch].T @ residual
    return w, np.array(losses)
    ### END SOLUTION
