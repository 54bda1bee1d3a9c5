"""Convolution: one small pattern detector, tried at every place of the image."""

from __future__ import annotations

import numpy as np


def conv2d(
    x: np.ndarray, w: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """Return the feature maps of a batch of images under a set of kernels.

    With `padding` zeros around every channel of x (so x is 0 outside the image), and s = stride:

        y[n, o, r, q] = b[o] + sum over c, i, j of
                        x[n, c, r s + i - padding, q s + j - padding] * w[o, c, i, j]

    x        (N, C, H, W): images, channels, rows, columns
    w        (C_out, C, kH, kW): one kernel per output channel, each with its own weights for every
             input channel
    b        (C_out,): one number per output channel
    stride   1 or more, padding 0 or more: the same for rows and columns
    returns  (N, C_out, H_out, W_out), H_out = floor((H + 2 padding - kH) / stride) + 1, and W_out
             likewise; a new array

    - The kernel is laid on the image as it is. Mathematicians flip it first and call this
      cross-correlation; deep learning calls it convolution.
    - x, w and b share one dtype, float32 or float64, and the result has it.
    - Every kernel fits into its padded image at least once.
    - Raises ValueError when w does not have as many input channels as x.

    Example: a detector of vertical edges and an image that is bright on the left.
        >>> image = np.array([[[[1.0, 1, 1, 0, 0]] * 5]])
        >>> kernel = np.array([[[[1.0, 0, -1]] * 3]])
        >>> conv2d(image, kernel, np.zeros(1))[0, 0]
        array([[0., 3., 3.],
               [0., 3., 3.],
               [0., 3., 3.]])

    Source: LeCun et al., "Gradient-based learning applied to document recognition" (1998), section
    II, https://doi.org/10.1109/5.726791; the layout is that of torch.nn.functional.conv2d

    """
    raise NotImplementedError("conv2d")
