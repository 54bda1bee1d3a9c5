"""The confusion matrix: not how often the model is wrong, but what it takes for what."""

from __future__ import annotations

import numpy as np


def confusion_matrix(
    labels: np.ndarray, predictions: np.ndarray, n_classes: int
) -> tuple[np.ndarray, float, float]:
    """Return who was taken for whom, the accuracy and the balanced accuracy.

        matrix[i, j] = number of samples whose label is i and whose prediction is j
        accuracy     = share of all samples whose prediction is their label
        balanced     = mean over the classes of (share of this class's samples predicted as it)

    labels       integers of shape (n,), n >= 1: the truth, each 0 ... C - 1
    predictions  integers of shape (n,): what the model said, each 0 ... C - 1
    n_classes    C, at least as large as the largest number that occurs
    returns      (matrix, accuracy, balanced): int64 of shape (C, C), and two floats

    - Rows are the truth, columns the predictions. (scikit-learn does it so; some books turn it.)
      A row adds up to the number of samples of its class.
    - The matrix has C rows and C columns also where a class does not occur.
    - A class without samples has no share: the balanced accuracy is the mean over the others.
    - Raises ValueError if a label or a prediction is below 0 or not below C. (NumPy takes -1 for
      the last class, and does not complain.)
    - No argument is changed.

    Example: a model that always says 0, on five samples of class 0 and one of class 1.
        >>> matrix, accuracy, balanced = confusion_matrix(
        ...     np.array([0, 0, 0, 0, 1, 0]), np.zeros(6, dtype=int), 2
        ... )
        >>> matrix.tolist(), round(float(accuracy), 4), float(balanced)
        ([[5, 0], [1, 0]], 0.8333, 0.5)

    Source: Manning, Raghavan, Schuetze, "Introduction to Information Retrieval" (2008), section
    14.3, https://nlp.stanford.edu/IR-book/; Brodersen et al., "The Balanced Accuracy and Its
    Posterior Distribution" (2010), https://doi.org/10.1109/ICPR.2010.764

    """
    raise NotImplementedError("confusion_matrix")
