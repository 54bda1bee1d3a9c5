"""The ROC curve and the area under it: how well scores put one class above the other."""

from __future__ import annotations

import numpy as np


def roc_curve(labels: np.ndarray, scores: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Return the points of the ROC curve, and the area under it.

    A threshold t says 1 to every sample with score >= t. Then

        tpr = share of the samples with label 1 that it says 1 to        found
        fpr = share of the samples with label 0 that it says 1 to        false alarms

    The curve begins at (0, 0), where the threshold is above all scores, and goes through one point
    (fpr, tpr) for every score that occurs, from the highest to the lowest, where it ends at (1, 1).
    The area is that under the straight lines between these points (trapezoids). It is also

        auc = P(score of a 1 > score of a 0) + P(both the same) / 2

    for one sample of each label, drawn by chance: 1 for a perfect order, 0.5 for a coin.

    labels   int64 of shape (n,), 0 and 1
    scores   float64 of shape (n,): any real numbers, higher for what looks more like a 1
    returns  (fpr, tpr, auc): two float64 arrays of shape (k + 1,), where k is the number of
             different scores, and a float

    - Equal scores share one point: no threshold can tell them apart, so the curve passes them on
      a slanted line, in whatever order they stand in the array.
    - Points that lie on a straight line are kept.
    - Raises ValueError if all labels are the same: one of the rates would be 0 / 0.
    - No argument is changed.

    Example:
        >>> fpr, tpr, auc = roc_curve(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8]))
        >>> fpr, tpr, float(auc)
        (array([0. , 0. , 0.5, 0.5, 1. ]), array([0. , 0.5, 0.5, 1. , 1. ]), 0.75)

    Source: Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27 (2006),
    algorithms 1 and 2, https://doi.org/10.1016/j.patrec.2005.10.010

    """
    raise NotImplementedError("roc_curve")
