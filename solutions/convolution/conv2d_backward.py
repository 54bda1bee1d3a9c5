"""Convolution, backwards: what every weight and every pixel did to the loss."""

from __future__ import annotations

import numpy as np


def conv2d_backward(
    dy: np.ndarray, x: np.ndarray, w: np.ndarray, stride: int = 1, padding: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the derivatives of a loss by the images, kernels and biases of a convolution.

    Forward, with `padding` zeros around every channel of x, and s = stride:

        y[n, o, r, q] = b[o] + sum over c, i, j of
                        x[n, c, r s + i - padding, q s + j - padding] * w[o, c, i, j]

    Backward, with dy[n, o, r, q] the derivative of the loss by y[n, o, r, q]: every product above
    sends dy times the one factor to the other, and every number gets the sum of what reaches it.

        dw[o, c, i, j] = sum over n, r, q of
                         dy[n, o, r, q] * x[n, c, r s + i - padding, q s + j - padding]
        dx[n, c, a, e] = sum over o, i, j, r, q with r s + i - padding = a and q s + j - padding = e
                         of dy[n, o, r, q] * w[o, c, i, j]
        db[o]          = sum over n, r, q of dy[n, o, r, q]

    dy       (N, C_out, H_out, W_out)       x  (N, C, H, W)       w  (C_out, C, kH, kW)
    stride   1 or more, padding 0 or more: the same for rows and columns
    returns  (dx, dw, db), new arrays of the shapes of x, w and b, (C_out,)

    - Sums over the batch, no means: the mean, if there is one, belongs to the loss and is in dy.
    - Where H + 2 padding - kH is no multiple of the stride, no window sees the last rows; their
      pixels get 0. Columns likewise.
    - dy, x and w share one dtype, float32 or float64, and the results have it.
    - The shapes fit together. Nothing passed in is changed; there is nothing to raise.

    Example: one image of 2 x 3, one kernel of 1 x 2, and a loss that is the sum of y.
        >>> x = np.array([[[[1.0, 2, 3], [4, 5, 6]]]])
        >>> w = np.array([[[[10.0, 1]]]])
        >>> dx, dw, db = conv2d_backward(np.ones((1, 1, 2, 2)), x, w)
        >>> dx[0, 0]
        array([[10., 11.,  1.],
               [10., 11.,  1.]])
        >>> dw[0, 0], db
        (array([[12., 16.]]), array([4.]))

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (2016), section 9.5,
    https://www.deeplearningbook.org; Dumoulin, Visin, "A guide to convolution arithmetic for deep
    learning" (2016), chapter 4, https://arxiv.org/abs/1603.07285

    """
    ### BEGIN SOLUTION
    s, p = stride, padding
    h, width = x.shape[2:]
    kh, kw = w.shape[2:]
    h_out, w_out = dy.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for i in range(kh):
        for j in range(kw):
            # the pixels that tap (i, j) meets, one for every window
            rows, columns = slice(i, i + s * h_out, s), slice(j, j + s * w_out, s)
            seen = padded[:, :, rows, columns]
            dw[:, :, i, j] = np.einsum("norq,ncrq->oc", dy, seen)
            dpadded[:, :, rows, columns] += np.einsum("norq,oc->ncrq", dy, w[:, :, i, j])
    dx = dpadded[:, :, p : p + h, p : p + width]
    return dx, dw, dy.sum(axis=(0, 2, 3))
    ### END SOLUTION
