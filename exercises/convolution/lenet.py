"""LeNet: convolve, squash, pool, twice; then decide."""

from __future__ import annotations

import numpy as np


def lenet(
    x: np.ndarray,
    convolutions: list[tuple[np.ndarray, np.ndarray]],
    dense: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """Return the logits of a batch of images under a network like LeNet-5.

    For every (w, b) of `convolutions`, in order:

        1. convolve: one map per kernel, x[n, o, r, q] = b[o] + sum over c, i, j of
           x[n, c, r + i, q + j] * w[o, c, i, j]; stride 1, no padding, the kernel is not flipped
        2. tanh of every number
        3. pool: the average of every 2 x 2 window, side by side; an odd last row or column is
           dropped

    Then every image is flattened to one vector, channel after channel, each of them row by row, and
    for every (w, b) of `dense`, in order:

        4. x = w x + b, for every image; then tanh, but not behind the last

    x             (N, C, H, W), N images; H and W large enough for all of it
    convolutions  (w, b) pairs of shapes (C_out, C_in, kH, kW) and (C_out,); may be empty
    dense         (w, b) pairs of shapes (units, inputs) and (units,); at least one
    returns       (N, units of the last dense layer): real numbers, without a softmax

    - All arrays are float64. None is changed; there is nothing to raise.
    - LeNet-5 reads (1, 32, 32) with kernels of 5 x 5: 6 maps of 28 x 28, pooled to 14 x 14, 16 maps
      of 10 x 10, pooled to 5 x 5, then 400 numbers go to 120, 84 and 10. (The original has more to
      it: learned pooling, a table of connections, an output of distances.)

    Example: an image of 3 x 3, one kernel of 2 x 2 and one class. The map is 0, 1, 1, 0; tanh makes
    0, 0.76159, 0.76159, 0 of it, pooling 0.3808, and the dense layer 2 * 0.3808 + 1.
        >>> x = np.array([[[[0.0, 0, 0], [0, 0, 1], [0, 1, 0]]]])
        >>> kernel = np.array([[[[0.0, 0], [0, 1]]]])
        >>> dense = [(np.array([[2.0]]), np.array([1.0]))]
        >>> lenet(x, [(kernel, np.zeros(1))], dense)
        array([[1.76159416]])

    Source: LeCun et al., "Gradient-based learning applied to document recognition" (1998), section
    II.B, https://doi.org/10.1109/5.726791

    """
    raise NotImplementedError("lenet")
