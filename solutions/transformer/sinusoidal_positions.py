"""Sinusoidal positions: a timestamp for every place, made of waves."""

from __future__ import annotations

import numpy as np


def sinusoidal_positions(n: int, d: int, base: float = 10000.0) -> np.ndarray:
    """Return the sinusoidal encoding of the positions 0, 1, ..., n - 1, one in each row.

        PE[pos, 2 i]      = sin(pos / base**(2 i / d))
        PE[pos, 2 i + 1]  = cos(pos / base**(2 i / d))        for i = 0, 1, ..., d / 2 - 1

    n        number of positions, 0 or more; never limited: that is the point of a formula
    d        length of a vector, d_model of the paper: even, 2 or more
    base     above 1
    returns  float64 of shape (n, d)

    - Sine and cosine of one frequency stand side by side, in the columns 2 i and 2 i + 1. (Some
      programs put all sines first. The two differ by the order of columns.)
    - The exponent is 2 i / d with i counting pairs, so it runs from 0 to (d - 2) / d.
    - Frequencies fall with i: the first pair turns by 1 radian a position, like the hand that
      counts seconds, the last one by little more than 1 / base.
    - Raise ValueError if d is odd.

    Example:
        >>> sinusoidal_positions(3, 4).round(6)
        array([[ 0.      ,  1.      ,  0.      ,  1.      ],
               [ 0.841471,  0.540302,  0.01    ,  0.99995 ],
               [ 0.909297, -0.416147,  0.019999,  0.9998  ]])

    Source: Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.5,
    https://arxiv.org/abs/1706.03762

    """
    ### BEGIN SOLUTION
    if d % 2 == 1:
        raise ValueError(f"d = {d} is odd: sines and cosines come in pairs")
    twice = np.arange(0, d, 2)
    angle = np.arange(n)[:, None] / base ** (twice / d)
    encoding = np.empty((n, d))
    encoding[:, ::2] = np.sin(angle)
    encoding[:, 1::2] = np.cos(angle)
    return encoding
    ### END SOLUTION
