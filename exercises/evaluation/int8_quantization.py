"""int8 quantization: eight bits for a number, one scale for many, and the way back."""

from __future__ import annotations

import numpy as np


def int8_quantization(
    x: np.ndarray, scheme: str, per_row: bool = False
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return `x` in eight bits, its scales and zero points, and what comes back from them.

        q        = clip(round(x / scale) + zero, lowest, highest)
        restored = (q - zero) * scale

    "symmetric", for weights: zero is 0, and the range reaches as far down as up.

        scale = max |x| / 127,   lowest ... highest = -127 ... 127       q is int8

    "affine", for activations that are, say, never negative: the range goes from the smallest
    number to the largest, and is widened to hold 0 if it does not.

        low = min(0, smallest of x),  high = max(0, largest of x)
        scale = (high - low) / 255,   zero = round(-low / scale)
        lowest ... highest = 0 ... 255                                   q is uint8

    With per_row, each row has a scale and a zero point of its own, found from that row alone;
    otherwise one scale and one zero point serve the whole of x.

    x         float64 of shape (n, d), n and d >= 1: any finite numbers
    scheme    "symmetric" or "affine"
    per_row   see above
    returns   (q, scale, zero, restored):
              q         int8 or uint8 of shape (n, d)
              scale     float64 of shape (n, 1) with per_row, else (1, 1)
              zero      int64 of the same shape as scale
              restored  float64 of shape (n, d)

    - round goes to the nearest integer, and from the middle to the even one, as np.round does: 0.5
      becomes 0, 1.5 becomes 2. x is divided by scale (not multiplied by 1 / scale).
    - -128 is not used by "symmetric".
    - Where all numbers concerned are 0, the scale is 1.
    - A 0 comes back as exactly 0, whatever the scheme.
    - q has eight bits: q - zero does not fit into them.
    - Raises ValueError for any other scheme. x is not changed.

    Example:
        >>> x = np.array([[-1.0, 0.2, 0.0, 3.0]])
        >>> q, scale, zero, restored = int8_quantization(x, "symmetric")
        >>> q.tolist(), scale.round(6).tolist(), zero.tolist(), restored.round(4).tolist()
        ([[-42, 8, 0, 127]], [[0.023622]], [[0]], [[-0.9921, 0.189, 0.0, 3.0]])
        >>> q, scale, zero, restored = int8_quantization(x, "affine")
        >>> q.tolist(), scale.round(6).tolist(), zero.tolist(), restored.round(4).tolist()
        ([[0, 77, 64, 255]], [[0.015686]], [[64]], [[-1.0039, 0.2039, 0.0, 2.9961]])

    Source: Jacob et al., "Quantization and Training of Neural Networks for Efficient
    Integer-Arithmetic-Only Inference" (2018), section 2.1, https://arxiv.org/abs/1712.05877

    """
    raise NotImplementedError("int8_quantization")
