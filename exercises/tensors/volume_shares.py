"""Where the volume is: a ball is nearly all peel, a cube nearly all corners."""

from __future__ import annotations

import math

import numpy as np


def volume_shares(dims: np.ndarray, thickness: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the share of a ball that lies in its peel, and the share of a cube its ball fills.

    For every number of dimensions d:

        peel = 1 - (1 - thickness)**d               of a ball of radius 1, all that is farther than
                                                    1 - thickness from the center
        ball = pi**(d/2) / (Gamma(d/2 + 1) 2**d)    of a cube of side 1, the ball of radius 1/2
                                                    that touches all its faces

    dims       int64 array of shape (k,), each from 1 to 10**6; never changed
    thickness  float, from 1e-15 to 1
    returns    (peel, ball), float64 of shape (k,) each

    - peel keeps its digits for a thin peel: for a thickness of 1e-12 and d = 3 it is 3e-12 to 12
      digits. 1 - thickness as a float has lost most of them before anything else is computed.
    - ball keeps 12 digits down to 1e-290 (d = 300 and a little more) and is then 0 or next to it.
      Gamma grows out of the range of a float long before the million; its logarithm does not.
    - `math` may be used. There is nothing to raise, and neither inf nor nan comes out.

    Example: a peel of one per cent; the ball in a square, in a cube and beyond.
        >>> peel, ball = volume_shares(np.array([2, 3, 10, 1000]), 0.01)
        >>> peel.round(6).tolist()
        [0.0199, 0.029701, 0.095618, 0.999957]
        >>> ball.round(6).tolist()
        [0.785398, 0.523599, 0.00249, 0.0]

    Source: Bishop, "Pattern Recognition and Machine Learning" (2006), section 1.4 and exercises
    1.18 and 1.19, https://www.microsoft.com/en-us/research/people/cmbishop/prml-book/

    """
    raise NotImplementedError("volume_shares")
