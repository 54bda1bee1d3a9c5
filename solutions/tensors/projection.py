"""Angle and shadow: what a dot product says about two vectors, and what it does not."""

from __future__ import annotations

import numpy as np


def project(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Split each row of `a` into a part along the same row of `b` and a part across it.

    For a row a of `a` and the row b of `b` with the same number, with |v| = sqrt(v . v):

        cosine = a . b / (|a| |b|)          of the angle between them
        length = a . b / |b|                of the shadow of a on the line of b; below 0 where the
                                            angle is more than 90 degrees
        along  = (a . b / |b|**2) b         the shadow itself
        across = a - along                  the rest, at right angles to b

    The dot product alone is none of the four: a . b = |a| |b| cosine = |b| length.

    a, b     float64 of shape (n, d), d >= 1; never changed
    returns  (cosine, length, along, across), float64 of shapes (n,), (n,), (n, d), (n, d)

    - A row of zeros in `b` has no direction: cosine and length are 0, along is zeros, across is
      the row of `a`. A row of zeros in `a` has the cosine 0 as well.
    - Nothing is added to a denominator. Entries are zero or between 1e-100 and 1e100 in size.

    Example: the shadow of (3, 4) on the first axis is 3 long, however long b is.
        >>> cosine, length, along, across = project(np.array([[3.0, 4.0]]), np.array([[2.0, 0.0]]))
        >>> cosine.tolist(), length.tolist(), along.tolist(), across.tolist()
        ([0.6], [3.0], [[3.0, 0.0]], [[0.0, 4.0]])

    Source: Strang, "Introduction to Linear Algebra" (5th edition, 2016), sections 1.2 and 4.2

    """
    ### BEGIN SOLUTION
    a_lengths = np.sqrt((a * a).sum(axis=1))
    b_lengths = np.sqrt((b * b).sum(axis=1))
    b_directions = b / np.where(b_lengths > 0, b_lengths, 1.0)[:, None]
    length = (a * b_directions).sum(axis=1)
    cosine = length / np.where(a_lengths > 0, a_lengths, 1.0)
    along = length[:, None] * b_directions
    return cosine, length, along, a - along
    ### END SOLUTION
