"""Equivariance and invariance: what a convolution does when the picture moves."""

from __future__ import annotations

import numpy as np


def shift_errors(
    x: np.ndarray, w: np.ndarray, shift: tuple[int, int], stride: int = 1
) -> tuple[float, float, float]:
    """Return how far a map is from equivariant, from invariant, and how far its maximum moves.

    The picture lies on a torus: behind its last row comes the first one again, columns likewise. So
    nothing is lost at an edge, and moving it by (a, b) and convolving it are

        moved(x, (a, b))[r, q] = x[(r - a) mod H, (q - b) mod W]      a down, b to the right
        conv(x)[r, q] = sum over i, j of x[(r s + i) mod H, (q s + j) mod W] * w[i, j]

    with s = stride, r from 0 to H / s - 1 and q from 0 to W / s - 1. Let y = conv(x) be the map of
    the picture, and z = conv(moved(x, shift)) that of the moved one. All three are wanted:

        equivariance error = largest |z - moved(y, (a // s, b // s))|     did the map move along?
        invariance error   = largest |z - y|                              did it stay as it was?
        maximum's error    = |largest z - largest y|       what global max pooling makes of the move

    // rounds down, as in Python, for shifts below 0 too; moved(y, ...) goes around y's own lengths.

    x        float64 (H, W), both multiples of the stride
    w        float64 (kH, kW), not larger than the picture
    shift    (a, b), two ints, which may be negative or larger than the picture
    returns  (equivariance error, invariance error, maximum's error), three floats, 0 or more

    - Nothing is changed; there is nothing to raise.

    Example: a picture of one row, a dot, and a kernel of two numbers. A move by 1 moves the map by
    1 (equivariant), so the map is another one (not invariant), but its maximum is the same. With a
    stride of 2, the map cannot move by a half: the dot meets the other number of the kernel.
        >>> x, w = np.array([[0.0, 0, 1, 0, 0, 0]]), np.array([[5.0, 2]])
        >>> [float(error) for error in shift_errors(x, w, (0, 1))]
        [0.0, 5.0, 0.0]
        >>> x = np.vstack([x, 0 * x])  # two rows: a multiple of the stride
        >>> [float(error) for error in shift_errors(x, w, (0, 1), stride=2)]
        [3.0, 3.0, 3.0]

    Source: Zhang, "Making convolutional networks shift-invariant again" (2019), section 3.1,
    https://arxiv.org/abs/1904.11486; Goodfellow, Bengio, Courville, "Deep Learning" (2016), section
    9.2, https://www.deeplearningbook.org

    """
    ### BEGIN SOLUTION
    kh, kw = w.shape
    a, b = shift

    def convolved(picture: np.ndarray) -> np.ndarray:
        around = np.pad(picture, ((0, kh - 1), (0, kw - 1)), mode="wrap")
        windows = np.lib.stride_tricks.sliding_window_view(around, w.shape)
        result: np.ndarray = (windows[::stride, ::stride] * w).sum(axis=(2, 3))
        return result

    y, z = convolved(x), convolved(np.roll(x, (a, b), axis=(0, 1)))
    along = np.roll(y, (a // stride, b // stride), axis=(0, 1))
    return np.abs(z - along).max(), np.abs(z - y).max(), np.abs(z.max() - y.max())
    ### END SOLUTION
