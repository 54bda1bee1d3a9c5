"""Residual block: learn what to add, and let gradients pass beside it."""

from __future__ import annotations

import numpy as np


def residual_block(
    x: np.ndarray,
    dy: np.ndarray,
    w1: np.ndarray,
    b1: np.ndarray,
    w2: np.ndarray,
    b2: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the output of a residual block and the derivatives of a loss by all it was given.

    The block computes y = relu(x + F(x)), where F is two convolutions of 1 x 1: at every pixel by
    itself, a matrix takes the C channels to M, another one takes these back to C.

        z[n, m] = sum over c of w1[m, c] x[n, c] + b1[m]        for every pixel, (N, M, H, W)
        a       = max(z, 0)
        f[n, c] = sum over m of w2[c, m] a[n, m] + b2[c]        (N, C, H, W)
        u       = x + f
        y       = max(u, 0)                                     ReLU; its derivative at 0 is 0

    x        (N, C, H, W)                          dy  (N, C, H, W), the derivative of the loss by y
    w1       (M, C)    b1  (M,)                    w2  (C, M)    b2  (C,)
    returns  (y, dx, dw1, db1, dw2, db2): y, and the derivative of the loss by x and by each
             parameter; new arrays of float64 with the shapes of x and of the parameters

    - Sums over the batch and all pixels, no means: a mean belongs to the loss and is in dy.
    - x reaches y on two ways, through F and beside it: dx has a part of each. Where F is 0, dx is
      dy wherever x > 0: whatever the depth, that part never gets smaller.
    - Real blocks have kernels of 3 x 3 and normalization in F; the shortcut is the same.
    - All arrays are float64. None is changed; there is nothing to raise.

    Example: one pixel, two channels, one hidden channel. u is (4, -1): the second channel is off.
        >>> x, dy = np.array([1.0, 2]).reshape(1, 2, 1, 1), np.array([10.0, 7]).reshape(1, 2, 1, 1)
        >>> w1, b1 = np.array([[1.0, 1]]), np.zeros(1)
        >>> w2, b2 = np.array([[1.0], [-1]]), np.zeros(2)
        >>> y, dx, dw1, db1, dw2, db2 = residual_block(x, dy, w1, b1, w2, b2)
        >>> y.ravel(), dx.ravel()
        (array([4., 0.]), array([20., 10.]))
        >>> dw1, dw2.ravel()
        (array([[10., 20.]]), array([30.,  0.]))

    Source: He, Zhang, Ren, Sun, "Deep residual learning for image recognition" (2015), section 3.1
    and 3.2, https://arxiv.org/abs/1512.03385

    """
    ### BEGIN SOLUTION
    z = np.einsum("mc,nchw->nmhw", w1, x) + b1[:, None, None]
    a = np.maximum(z, 0)
    f = np.einsum("cm,nmhw->nchw", w2, a) + b2[:, None, None]
    u = x + f
    y = np.maximum(u, 0)

    du = dy * (u > 0)
    dw2 = np.einsum("nchw,nmhw->cm", du, a)
    da = np.einsum("cm,nchw->nmhw", w2, du)
    dz = da * (z > 0)
    dw1 = np.einsum("nmhw,nchw->mc", dz, x)
    dx = du + np.einsum("mc,nmhw->nchw", w1, dz)
    return y, dx, dw1, dz.sum(axis=(0, 2, 3)), dw2, du.sum(axis=(0, 2, 3))
    ### END SOLUTION
