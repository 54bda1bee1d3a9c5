"""im2col and col2im: windows as the columns of a matrix, and the way back for gradients."""

from __future__ import annotations

import numpy as np


class Windows:
    """The windows of a convolution, laid out as the columns of a matrix.

    With its windows in columns, a convolution is one matrix product, which is what computers do
    best: w.reshape(C_out, C * kH * kW) @ im2col(x). Gradients come back by the transpose, col2im.

    kernel   (kH, kW), the shape of a window
    stride   1 or more: how far one window is from the next, along rows and along columns
    padding  0 or more: how many zeros are put around every channel first, on each side

    H_out = floor((H + 2 padding - kH) / stride) + 1, W_out likewise, and L = H_out * W_out.

    - The row of tap (i, j) of channel c is (c * kH + i) * kW + j: channels first, then rows, then
      columns of the window.
    - Window (r, q) is column r * W_out + q: row by row, as one reads.
    - Both methods keep the dtype, float32 or float64, give new arrays and change nothing.
    - At least one window fits. There is nothing to raise.

    Example: the four windows of 2 x 2 of an image of 3 x 3, and how often each pixel is in one.
        >>> image = np.arange(9.0).reshape(1, 1, 3, 3)
        >>> windows = Windows((2, 2))
        >>> windows.im2col(image)[0]
        array([[0., 1., 3., 4.],
               [1., 2., 4., 5.],
               [3., 4., 6., 7.],
               [4., 5., 7., 8.]])
        >>> windows.col2im(np.ones((1, 4, 4)), (3, 3))[0, 0]
        array([[1., 2., 1.],
               [2., 4., 2.],
               [1., 2., 1.]])

    Source: Chellapilla, Puri, Simard, "High performance convolutional neural networks for document
    processing" (2006), section 3.1, https://inria.hal.science/inria-00112631; the layout is that
    of torch.nn.Unfold and torch.nn.Fold

    """

    def __init__(self, kernel: tuple[int, int], stride: int = 1, padding: int = 0) -> None:
        self.kernel = kernel
        self.stride = stride
        self.padding = padding

    def im2col(self, x: np.ndarray) -> np.ndarray:
        """Return (N, C * kH * kW, L): the windows of every image of x, (N, C, H, W)."""
        raise NotImplementedError("im2col")

    def col2im(self, columns: np.ndarray, size: tuple[int, int]) -> np.ndarray:
        """Return (N, C, H, W): each entry of `columns` added to the pixel im2col took it from.

        columns  (N, C * kH * kW, L)
        size     (H, W), of which im2col would make L windows

        Where windows overlap, a pixel gets a sum; a pixel in no window gets 0; what belongs to the
        padding is lost. So for every x and every c of fitting shapes

            sum(im2col(x) * c) = sum(x * col2im(c, size))

        which makes each the transpose of the other.
        """
        raise NotImplementedError("im2col")
