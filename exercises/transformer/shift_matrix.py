"""The shift matrix: k positions further is a rotation, wherever one stands."""

from __future__ import annotations

import numpy as np


def shift_matrix(k: int, d: int, base: float = 10000.0) -> np.ndarray:
    """Return the matrix that takes the encoding of any position to that of k positions later.

    With PE the sinusoidal encoding of the last exercise,

        PE[pos, 2 i] = sin(pos w_i),  PE[pos, 2 i + 1] = cos(pos w_i),  w_i = base**(-2 i / d)

    find the (d, d) matrix R, the same for all pos, with

        R PE[pos]  =  PE[pos + k]        PE[pos] as a column

    What a transformer needs to look "three words back" can therefore be learned as one linear map.

    k        how many positions further: any integer, negative for back
    d        length of an encoding, even, 2 or more
    base     above 1
    returns  float64 of shape (d, d)

    - The addition theorems give R: sin(a + b) = sin a cos b + cos a sin b, cos(a + b) = cos a cos b
      - sin a sin b. R consists of d / 2 blocks of 2 x 2 on the diagonal and is 0 elsewhere.
    - R is a rotation: its inverse is its transpose, and that is the matrix of -k.
    - d is always even here; there is nothing to raise.

    Example: sin 1 = 0.841 and cos 1 = 0.540, then sin 0.1 and cos 0.1
        >>> shift_matrix(1, 4, base=100.0).round(3)
        array([[ 0.54 ,  0.841,  0.   ,  0.   ],
               [-0.841,  0.54 ,  0.   ,  0.   ],
               [ 0.   ,  0.   ,  0.995,  0.1  ],
               [ 0.   ,  0.   , -0.1  ,  0.995]])

    Source: Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.5,
    https://arxiv.org/abs/1706.03762

    """
    raise NotImplementedError("shift_matrix")
