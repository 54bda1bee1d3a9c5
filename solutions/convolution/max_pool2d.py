"""Max pooling: keep the strongest of every window, and let it alone learn."""

from __future__ import annotations

import numpy as np


def max_pool2d(
    x: np.ndarray,
    dy: np.ndarray,
    kernel: tuple[int, int],
    stride: tuple[int, int] | None = None,
    padding: tuple[int, int] = (0, 0),
) -> tuple[np.ndarray, np.ndarray]:
    """Return the maximum of every window of x, and the derivative of a loss by x.

    Window (r, q) of a channel starts at row r sH - pH and column q sW - pW and is kH x kW large:

        y[n, c, r, q]  = the largest x[n, c, a, e] in window (r, q)
        dx[n, c, a, e] = sum of dy[n, c, r, q] over the windows (r, q) whose largest is at (a, e)

    x        (N, C, H, W), finite numbers
    dy       (N, C, H_out, W_out), the derivative of the loss by y;
             H_out = floor((H + 2 pH - kH) / sH) + 1, W_out likewise
    kernel   (kH, kW)
    stride   (sH, sW); None is the kernel: windows side by side
    padding  (pH, pW), at most half the kernel
    returns  (y, dx), new arrays of the shapes of dy and of x

    - Every channel of every image is pooled by itself.
    - Padding can never win: a window that hangs over the edge takes the largest of the pixels that
      are there, even if all of them are negative.
    - Where several pixels of a window are equally large, as zeros behind a ReLU are, one wins: the
      first in reading order, row by row. It gets all of dy, the others nothing.
    - Where windows overlap, a pixel that wins several of them gets a sum.
    - x and dy share one dtype, float32 or float64, and the results have it. Nothing passed in is
      changed; there is nothing to raise.

    Example: 3 x 4 pixels, windows of 2 x 2 side by side. The last row is in no window.
        >>> x = np.array([[[[1.0, 3, 5, 5], [9, 2, 5, 4], [7, 8, 6, 0]]]])
        >>> y, dx = max_pool2d(x, np.array([[[[10.0, 20]]]]), (2, 2))
        >>> y[0, 0]
        array([[9., 5.]])
        >>> dx[0, 0]
        array([[ 0.,  0., 20.,  0.],
               [10.,  0.,  0.,  0.],
               [ 0.,  0.,  0.,  0.]])

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (2016), section 9.3,
    https://www.deeplearningbook.org; the conventions are those of torch.nn.MaxPool2d

    """
    ### BEGIN SOLUTION
    (kh, kw), (sh, sw), (ph, pw) = kernel, kernel if stride is None else stride, padding
    n, c, h, width = x.shape
    edges = ((0, 0), (0, 0), (ph, ph), (pw, pw))
    padded = np.pad(x, edges, constant_values=-np.inf)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel, axis=(2, 3))
    windows = windows[:, :, ::sh, ::sw]
    flat = windows.reshape(*windows.shape[:4], kh * kw)
    winners = flat.argmax(axis=4)  # the first of equals

    rows = sh * np.arange(winners.shape[2])[:, None] + winners // kw
    columns = sw * np.arange(winners.shape[3]) + winners % kw
    images, channels = np.arange(n)[:, None, None, None], np.arange(c)[:, None, None]
    dpadded = np.zeros_like(padded)
    np.add.at(dpadded, (images, channels, rows, columns), dy)
    return flat.max(axis=4), dpadded[:, :, ph : ph + h, pw : pw + width]
    ### END SOLUTION
