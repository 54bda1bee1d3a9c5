"""Mini-batches: one epoch, every sample once, in an order of chance."""

from __future__ import annotations

import numpy as np


def minibatches(
    X: np.ndarray,
    y: np.ndarray,
    batch_size: int,
    rng: np.random.Generator,
    drop_last: bool = False,
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return the mini-batches of one epoch: every sample once, shuffled.

    The order is `rng.permutation(n)` for n samples, drawn once, with nothing else drawn. The first
    batch_size samples of that order are the first batch, and so on. What is left over at the end
    is a smaller batch, or is dropped.

    X           float64 of shape (n, ...), n >= 1: one sample per entry of axis 0
    y           of shape (n, ...), any dtype: its targets
    batch_size  1 or more; may be more than n
    rng         where the order comes from
    drop_last   whether a last batch that is not full is left out
    returns     a list of tuples (X_batch, y_batch), with shapes (b, ...) and (b, ...), the dtypes
                of X and y

    - A sample and its target stay together.
    - The next epoch, called with the same generator, has another order. So each epoch leaves out
      other samples if the last batch is dropped.
    - Raises ValueError if X and y differ in n, or batch_size is below 1.
    - Neither X nor y is changed.

    Example: the order is 2, 0, 1
        >>> X, y = np.array([[10.0], [20.0], [30.0]]), np.array([1, 2, 3])
        >>> np.random.default_rng(0).permutation(3)
        array([2, 0, 1])
        >>> minibatches(X, y, 2, np.random.default_rng(0))
        [(array([[30.],
               [10.]]), array([3, 1])), (array([[20.]]), array([2]))]

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (2016), section 8.1.3,
    https://www.deeplearningbook.org/contents/optimization.html

    """
    ### BEGIN SOLUTION
    if len(X) != len(y):
        raise ValueError(f"{len(X)} samples, but {len(y)} targets")
    if batch_size < 1:
        raise ValueError(f"a batch of {batch_size} samples")
    order = rng.permutation(len(X))
    batches = []
    for start in np.arange(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        if len(chosen) == batch_size or not drop_last:
            batches.append((X[chosen], y[chosen]))
    return batches
    ### END SOLUTION
