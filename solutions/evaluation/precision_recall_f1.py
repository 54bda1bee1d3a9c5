"""Precision, recall and F1: two ways of being wrong, and four ways of averaging them."""

from __future__ import annotations

import numpy as np


def precision_recall_f1(
    matrix: np.ndarray, average: str, zero_division: float = 0.0
) -> tuple[np.ndarray, np.ndarray, np.ndarray] | tuple[float, float, float]:
    """Return precision, recall and F1 of a confusion matrix, by class or averaged.

    matrix[i, j] is the number of samples of class i that were predicted as j. For class c

        tp = matrix[c, c]                              found
        fp = sum of column c - tp                      said to be c, and is not
        fn = sum of row c    - tp                      is c, and was not found

        precision = tp / (tp + fp)                     how much of what it says is true
        recall    = tp / (tp + fn)                     how much of what is there it finds
        F1        = 2 tp / (2 tp + fp + fn)            the harmonic mean of both

    average says what becomes of the classes:

        "none"      nothing: three arrays, one number for each class
        "macro"     the mean of the classes' numbers: every class counts the same
        "weighted"  their mean weighted by the number of samples of each class (its row)
        "micro"     tp, fp and fn are added up over the classes first, then divided once

    matrix         int64 of shape (C, C), C >= 2, with at least one sample
    average        one of the four
    zero_division  what a quotient is whose denominator is 0
    returns        (precision, recall, f1): float64 arrays of shape (C,) for "none", else floats

    - A denominator is 0 where a class was never predicted (precision), has no samples (recall),
      or both (F1). A class that was predicted, occurs and was never right has F1 = 0 / something
      = 0, whatever zero_division is.
    - Every class takes part in the means, also those that got zero_division.
    - Macro F1 is the mean of the classes' F1, not the F1 of macro precision and macro recall.
    - Raises ValueError for any other `average`.
    - The matrix is not changed.

    Example:
        >>> matrix = np.array([[8, 2], [1, 1]])
        >>> precision, recall, f1 = precision_recall_f1(matrix, "none")
        >>> precision.round(4), recall, f1.round(4)
        (array([0.8889, 0.3333]), array([0.8, 0.5]), array([0.8421, 0.4   ]))
        >>> [round(float(value), 4) for value in precision_recall_f1(matrix, "macro")]
        [0.6111, 0.65, 0.6211]

    Source: Manning, Raghavan, Schuetze, "Introduction to Information Retrieval" (2008), sections
    8.3 and 13.6, https://nlp.stanford.edu/IR-book/; Opitz and Burst, "Macro F1 and Macro F1"
    (2019), https://arxiv.org/abs/1911.03347

    """
    ### BEGIN SOLUTION
    if average not in ("none", "macro", "weighted", "micro"):
        raise ValueError(f"no such average: {average!r}")
    tp = matrix.diagonal()
    predicted, samples = matrix.sum(axis=0), matrix.sum(axis=1)
    if average == "micro":
        tp, predicted, samples = tp.sum(), predicted.sum(), samples.sum()

    def share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
        shares = np.full(np.shape(whole), zero_division, dtype=np.float64)
        return np.divide(part, whole, out=shares, where=whole > 0)

    shares = share(tp, predicted), share(tp, samples), share(2 * tp, predicted + samples)
    if average == "none":
        return shares
    weights = samples if average == "weighted" else None
    precision, recall, f1 = (np.average(values, weights=weights) for values in shares)
    return precision, recall, f1
    ### END SOLUTION
