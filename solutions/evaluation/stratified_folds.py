"""Stratified folds: each fold a small copy of the whole, rare classes included."""

from __future__ import annotations

import numpy as np


def stratified_folds(labels: np.ndarray, k: int) -> np.ndarray:
    """Return for each sample the number of the fold that tests it, so that classes are spread.

    The samples are dealt out like cards, to folds 0, 1, ..., k - 1, 0, 1, ...: first all samples of
    the smallest label, in the order of their positions, then all of the next label, and so on. A
    new label goes on with the fold after the one that got the last card.

    labels   integers of shape (n,): any numbers, also negative ones; never changed
    k        2 ... n
    returns  int64 of shape (n,): 0 ... k - 1

    - So the numbers of a class in two folds differ by at most 1, and so do the sizes of two folds.
      (If every label began at fold 0, the first folds would get all the odd ones.)
    - A class with fewer than k samples is missing in some folds. There is nothing to be done.
    - Nothing is drawn by chance.
    - Raises ValueError unless 2 <= k <= n.

    Example: label 3 goes to folds 0, 1, 2, 0; label 7 goes on with fold 1.
        >>> stratified_folds(np.array([7, 3, 3, 7, 3, 3]), 3)
        array([1, 0, 1, 2, 2, 0])

    Source: Kohavi, "A Study of Cross-Validation and Bootstrap for Accuracy Estimation and Model
    Selection" (1995), section 3, https://www.ijcai.org/Proceedings/95-2/Papers/016.pdf

    """
    ### BEGIN SOLUTION
    n = len(labels)
    if not 2 <= k <= n:
        raise ValueError("k")
    order = np.argsort(labels, kind="stable")
    folds = np.empty(n, dtype=np.int64)
    folds[order] = np.arange(n) % k
    return folds
    ### END SOLUTION
