"""The precision-recall curve: what finding more costs, when what is sought is rare."""

from __future__ import annotations

import numpy as np


def precision_recall_curve(
    labels: np.ndarray, scores: np.ndarray
) -> tuple[np.ndarray, np.ndarray, float]:
    """Return the points of the precision-recall curve, and the average precision.

    A threshold t says 1 to every sample with score >= t. Then

        precision = share of those it says 1 to whose label is 1
        recall    = share of the samples with label 1 that it says 1 to

    There is one point for every score that occurs, as threshold, from the highest to the lowest; at
    the last one everything is said to be 1, recall is 1, and precision the share of ones.

        average precision = sum_i (recall[i] - recall[i - 1]) * precision[i]

    where the recall before the first point is 0.

    labels   int64 of shape (n,), 0 and 1
    scores   float64 of shape (n,): any real numbers, higher for what looks more like a 1
    returns  (precision, recall, average): two float64 arrays of shape (k,), where k is the number
             of different scores, and a float

    - Equal scores share one point: no threshold can tell them apart.
    - No point is added in front: at recall 0 nothing is said, and precision would be 0 / 0.
    - The sum is over steps, not trapezoids: between two points precision does not change along a
      straight line, and trapezoids promise too much.
    - Precision goes up and down along the curve. It is taken as it is, not smoothed by a maximum.
    - Raises ValueError if there is no label 1. (A label 0 need not occur.)
    - No argument is changed.

    Example:
        >>> precision, recall, average = precision_recall_curve(
        ...     np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8])
        ... )
        >>> precision.round(4), recall, round(float(average), 4)
        (array([1.    , 0.5   , 0.6667, 0.5   ]), array([0.5, 0.5, 1. , 1. ]), 0.8333)

    Source: Davis and Goadrich, "The Relationship Between Precision-Recall and ROC Curves" (2006),
    https://doi.org/10.1145/1143844.1143874; Manning, Raghavan, Schuetze, "Introduction to
    Information Retrieval" (2008), section 8.4, https://nlp.stanford.edu/IR-book/

    """
    ### BEGIN SOLUTION
    ones = (labels == 1).sum()
    if ones == 0:
        raise ValueError("labels")
    order = np.argsort(-scores)
    last_of_its_score = np.append(np.diff(scores[order]) != 0, True)
    said = np.flatnonzero(last_of_its_score) + 1
    found = np.cumsum(labels[order] == 1)[last_of_its_score]
    precision, recall = found / said, found / ones
    average = (np.diff(np.append(0.0, recall)) * precision).sum()
    return precision, recall, average
    ### END SOLUTION
