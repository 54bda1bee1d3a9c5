"""Expected calibration error: does a model that says 80 % come true in 80 % of the cases?"""

from __future__ import annotations

import numpy as np


def calibration_error(confidence: np.ndarray, correct: np.ndarray, bins: int = 10) -> float:
    """Return the expected calibration error (ECE) of n predictions.

    The interval from 0 to 1 is cut into `bins` equal parts; part b, counted from 1, holds the
    predictions with (b - 1) / bins < confidence <= b / bins. With B_b the predictions of part b:

        result = sum_b |B_b| / n * | mean of correct in B_b - mean of confidence in B_b |

    confidence  float64 of shape (n,), n >= 1, each above 0 and at most 1: how sure the model was
    correct     bool of shape (n,): whether it was right
    bins        1 or more
    returns     one float, 0 to 1

    - Parts are open below and closed above: with 4 bins, 0.25 belongs to the first.
    - An empty part adds nothing. The others weigh by the number of their predictions.
    - A part is compared by the mean confidence of its predictions, not by its middle.
    - Confidences lie on an edge b / bins only where that number is exact (bins a power of two).
      There is nothing to raise.

    Example:
        >>> confidence = np.array([0.95, 0.85, 0.9, 0.35])
        >>> correct = np.array([True, False, True, False])
        >>> round(float(calibration_error(confidence, correct, 2)), 6)
        0.2625

    Source: Guo, Pleiss, Sun, Weinberger, "On Calibration of Modern Neural Networks" (2017),
    section 2, equation 3, https://arxiv.org/abs/1706.04599

    """
    ### BEGIN SOLUTION
    part = np.ceil(confidence * bins).astype(int)
    gap = np.bincount(part, weights=correct - confidence)
    return np.abs(gap).sum() / len(confidence)
    ### END SOLUTION
