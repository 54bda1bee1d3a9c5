"""Average pooling: every window in one number, every pixel with its share."""

from __future__ import annotations

import numpy as np


def avg_pool2d(
    x: np.ndarray,
    dy: np.ndarray,
    kernel: tuple[int, int],
    stride: tuple[int, int] | None = None,
    padding: tuple[int, int] = (0, 0),
    count_padding: bool = True,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the average of every window of x, and the derivative of a loss by x.

    Window (r, q) of a channel starts at row r sH - pH and column q sW - pW and is kH x kW large.
    With m[r, q] the number of entries that count in it,

        y[n, c, r, q]  = sum of x[n, c, a, e] in window (r, q), over m[r, q]
        dx[n, c, a, e] = sum of dy[n, c, r, q] / m[r, q] over the windows (r, q) that hold (a, e)

    x        (N, C, H, W)
    dy       (N, C, H_out, W_out), the derivative of the loss by y;
             H_out = floor((H + 2 pH - kH) / sH) + 1, W_out likewise
    kernel   (kH, kW)
    stride   (sH, sW); None is the kernel: windows side by side
    padding  (pH, pW), at most half the kernel: zeros around every channel
    count_padding  whether those zeros count. If so, m is kH kW everywhere, and windows at the edge
             come out darker; if not, m[r, q] is the number of pixels of the image in the window
    returns  (y, dx), new arrays of the shapes of dy and of x

    - Every channel of every image is pooled by itself. Windows may overlap; a pixel in no window
      gets 0.
    - A window as large as the map is global average pooling: it turns (N, C, H, W) into one number
      per channel, (N, C, 1, 1), whatever H and W are.
    - x and dy share one dtype, float32 or float64, and the results have it. Nothing passed in is
      changed; there is nothing to raise.

    Example: 2 x 3 pixels, one window of 2 x 2. The last column is in no window.
        >>> x = np.array([[[[1.0, 3, 7], [5, 3, 7]]]])
        >>> y, dx = avg_pool2d(x, np.array([[[[8.0]]]]), (2, 2))
        >>> y[0, 0]
        array([[3.]])
        >>> dx[0, 0]
        array([[2., 2., 0.],
               [2., 2., 0.]])

    Source: Lin, Chen, Yan, "Network in network" (2013), section 3.2 (global average pooling),
    https://arxiv.org/abs/1312.4400; the conventions are those of torch.nn.AvgPool2d

    """
    raise NotImplementedError("avg_pool2d")
