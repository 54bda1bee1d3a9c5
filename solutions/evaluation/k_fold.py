"""k-fold cross-validation: every sample is a test sample once, and never while it trains."""

from __future__ import annotations

from itertools import pairwise

import numpy as np


def k_fold(
    n: int, k: int, rng: np.random.Generator | None = None
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return the k splits of n samples into a training part and a test part.

    The numbers 0 ... n - 1 are put in an order: ascending, or `rng.permutation(n)` if there is a
    generator (called once, with n, and nothing else is drawn). The order is cut into k blocks of
    neighbors, as equal as can be: the first n mod k blocks have one sample more than the others.
    Split number i tests on block i and trains on all others.

    n        number of samples
    k        2 ... n
    rng      what to shuffle with, or None
    returns  a list of k tuples (train, test), int64 arrays of indices: test as its block stands in
             the order, train as what is left of the order without it

    - Every sample is in exactly one test part, and in the training part of every other split.
    - One shuffle for all k splits: with a new one for each, some samples would be tested twice
      and others never.
    - Raises ValueError unless 2 <= k <= n.

    Example:
        >>> for train, test in k_fold(5, 3):
        ...     print(train, test)
        [2 3 4] [0 1]
        [0 1 4] [2 3]
        [0 1 2 3] [4]

    Source: Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning" (2009), section
    7.10, https://hastie.su.domains/ElemStatLearn/

    """
    ### BEGIN SOLUTION
    if not 2 <= k <= n:
        raise ValueError(f"{n} samples cannot be cut into {k} folds")
    order = np.arange(n) if rng is None else rng.permutation(n)
    size, longer = divmod(n, k)
    ends = size * np.arange(k + 1) + np.minimum(np.arange(k + 1), longer)
    return [
        (np.concatenate([order[:start], order[end:]]), order[start:end])
        for start, end in pairwise(ends)
    ]
    ### END SOLUTION
