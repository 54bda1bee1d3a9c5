"""Hessian-vector product: how the gradient changes along a direction, without the Hessian."""

from __future__ import annotations

import numpy as np


def hessian_vector_product(x: np.ndarray, w: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return the Hessian of a softmax classifier's loss, times the direction v.

    The loss of the weights w on n samples, with any labels y, is

        z    = x w^T                    (n, C) logits
        p    = softmax of each row of z
        loss = mean over the n rows of -log p[i, y[i]]
        g(w) = (p - onehot(y))^T x / n  (C, d), its gradient

    The Hessian H holds the derivatives of all C d entries of g by all C d weights: (C d)**2
    numbers, 10**10 for ten classes of ten thousand pixels. Its product with v is the derivative of
    g along v,

        H v = d/dt g(w + t v) at t = 0

    and costs about as much as g itself: carry the change of every quantity along on the way that
    computes g. What w + t v does to z, what that does to p (the labels do not change, so they drop
    out), what that does to g.

    x        float64 of shape (n, d)
    w        float64 of shape (C, d)
    v        float64 of shape (C, d): the direction, of any length
    returns  float64 of shape (C, d), a new array

    - Never make an array of (C d)**2 numbers: checks go up to C d = 20,000 in 1 GiB of memory.
    - Exact, not by differences. Logits of 1000 are ordinary: nothing may overflow.
    - The arguments are not changed. There is nothing to raise.

    Example: two classes at p = 1/2 each. Raising the first logit by t raises p_1 by t / 4.
        >>> hessian_vector_product(np.ones((1, 1)), np.zeros((2, 1)), np.array([[1.0], [0.0]]))
        array([[ 0.25],
               [-0.25]])

    Source: Pearlmutter, "Fast Exact Multiplication by the Hessian", Neural Computation 6 (1994),
    https://doi.org/10.1162/neco.1994.6.1.147

    """
    raise NotImplementedError("hessian_vector_product")
