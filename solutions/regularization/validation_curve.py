"""A validation curve: which degree learns the rule, and which only the noise."""

from __future__ import annotations

import numpy as np


def validation_curve(
    x: np.ndarray, y: np.ndarray, x_val: np.ndarray, y_val: np.ndarray, degrees: list[int]
) -> tuple[np.ndarray, np.ndarray]:
    """Fit one polynomial for each degree, and return its errors on both sets.

    The polynomial of degree k is fitted to the training set (x, y) by least squares:

        f(x) = c[0] + c[1] t + c[2] t**2 + ... + c[k] t**k,    c minimizes sum (f(x) - y)**2
        t    = 2 (x - low) / (high - low) - 1,                  low = min x, high = max x

    Its training error is the mean of (f(x) - y)**2 over the training set, its validation error the
    same mean over (x_val, y_val), with the c, low and high of the training set.

    x, y          float64 of shape (n,): the training set, x not all equal
    x_val, y_val  float64 of shape (m,), m >= 1: the validation set; it may lie outside low ... high
    degrees       at least one, each 0 or more, in any order; x has more than max(degrees) different
                  entries, so that c is unique
    returns       (train, val): two float64 arrays with one error for each entry of `degrees`, in
                  its order

    - Without noise in the arithmetic, powers of t and powers of x give the same f. But 10**18
      beside 1 is more than float64 can tell apart: with powers of x, degree 18 fits *worse* than
      degree 12. t is between -1 and 1, and so are its powers.
    - Both errors are plain means, without 1/2 and without a root.
    - There is nothing to raise, and no input is changed.

    Example: a line, then a parabola through all three points
        >>> x, y = np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0, 4.0])
        >>> train, val = validation_curve(x, y, np.array([3.0]), np.array([6.0]), [1, 2])
        >>> train.round(9), val.round(9)  # at 3 the line says 5.67, the parabola 9; it was 6
        (array([0.22222222, 0.        ]), array([0.11111111, 9.        ]))

    Source: Bishop, "Pattern Recognition and Machine Learning" (2006), section 1.1 (the same
    experiment, figures 1.4 and 1.5)

    """
    ### BEGIN SOLUTION
    low, high = x.min(), x.max()

    def features(points: np.ndarray, degree: int) -> np.ndarray:
        t = 2 * (points - low) / (high - low) - 1
        return t[:, None] ** np.arange(degree + 1)

    train, val = [], []
    for degree in degrees:
        c = np.linalg.lstsq(features(x, degree), y, rcond=None)[0]
        train.append(np.mean((features(x, degree) @ c - y) ** 2))
        val.append(np.mean((features(x_val, degree) @ c - y_val) ** 2))
    return np.array(train), np.array(val)
    ### END SOLUTION
