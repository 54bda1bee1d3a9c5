"""Symmetry breaking: hidden units that start alike stay alike, however long they learn."""

from __future__ import annotations

import numpy as np


def train_and_count(
    x: np.ndarray,
    y: np.ndarray,
    w1: np.ndarray,
    b1: np.ndarray,
    w2: np.ndarray,
    b2: float,
    lr: float,
    steps: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Train a small network by gradient descent, and count its different hidden units.

    The network has n samples, a hidden layer of h units, and one output:

        a      = tanh(x w1^T + b1)          (n, h)
        output = a w2 + b2                  (n,)
        loss   = mean of (output - y)**2 / 2 over the n samples

    Each step computes the gradients of the loss by w1, b1, w2 and b2, all four at the same point,
    and then subtracts lr times the gradient from each.

    Hidden unit j is what it takes in and what it gives out: the row w1[j], b1[j] and w2[j]. Two
    units are alike if none of these d + 2 numbers differ by more than 1e-9. Units alike compute
    the same, get the same gradients, and move together: a hundred of them are worth one.

    x        float64 of shape (n, d)
    y        float64 of shape (n,)
    w1, b1   float64 of shapes (h, d) and (h,)
    w2, b2   float64 of shape (h,), and a float
    lr       learning rate, a float above 0
    steps    number of steps, 0 or more
    returns  (losses, kinds), both of shape (steps + 1,): before the first step and after each, the
             loss, float64, and how many units there are when units alike count once, int64

    - Rounding may part twins by 1e-16; other units differ by more than 1e-6 in some number.
    - The arguments are not changed. There is nothing to raise.

    Example: weights of zero. The output layer gets no gradient, since a is 0, and the hidden layer
    gets none, since w2 is 0: only b2 learns, the mean of y.
        >>> x, y = np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([1.0, 3.0])
        >>> train_and_count(x, y, np.zeros((4, 2)), np.zeros(4), np.zeros(4), 0.0, 1.0, 2)
        (array([2.5, 0.5, 0.5]), array([1, 1, 1]))

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (MIT Press 2016), section 8.4,
    https://www.deeplearningbook.org

    """
    raise NotImplementedError("symmetry_breaking")


def different(units: np.ndarray) -> int:
    """Return how many rows are left when of rows alike only the first is kept."""
    raise NotImplementedError("symmetry_breaking")
