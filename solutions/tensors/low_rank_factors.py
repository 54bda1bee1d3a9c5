"""Rank: how many directions survive a matrix, and the two thin factors that keep them."""

from __future__ import annotations

import numpy as np


def low_rank_factors(
    a: np.ndarray, rank: int | None = None, rtol: float = 1e-10
) -> tuple[np.ndarray, np.ndarray]:
    """Return b and c with `rank` columns and rows, such that b @ c is as near to `a` as can be.

    Every matrix is a sum of outer products of unit vectors u_k, v_k, at right angles to one
    another, with sizes s_1 >= s_2 >= ... >= 0: its singular value decomposition

        a = sum_k s_k u_k v_k^T

    Among all matrices of rank r, the sum of the first r terms is nearest to `a`: what is left has
    the squared error sum_{k > r} s_k**2 (squares of all entries added up), and nothing has less.
    That sum is b @ c, each size shared evenly between the two factors:

        b = [sqrt(s_1) u_1, ..., sqrt(s_r) u_r]        c = the rows sqrt(s_1) v_1^T, ..., v_r^T

    a        float64 of shape (m, n), m >= 1, n >= 1; never changed
    rank     r, from 0 to min(m, n), or None: the numerical rank of `a`, which is the number of
             s_k greater than rtol * s_1 (what is smaller is taken for rounding)
    rtol     at least 1e-14 and below 1; not used where `rank` is given
    returns  (b, c), float64 of shape (m, r) and (r, n), largest size first. u_k and v_k may both
             change sign, which b @ c does not show: either is right

    - Rank 0, asked for or found in a matrix of zeros, gives shapes (m, 0) and (0, n).
    - Raises ValueError for a rank below 0 or above min(m, n).
    - `np.linalg.svd` may be used; read what its third result is. No size lies so close to
      the border that rounding could decide.

    Example: 4 numbers that are worth 2 + 2. The signs may be the other way round.
        >>> b, c = low_rank_factors(np.array([[2.0, 4.0], [1.0, 2.0]]))
        >>> b.round(6).tolist(), c.round(6).tolist()
        ([[-2.0], [-1.0]], [[-1.0, -2.0]])

    Source: Eckart and Young, "The approximation of one matrix by another of lower rank",
    Psychometrika 1 (1936); Trefethen and Bau, "Numerical Linear Algebra" (1997), lecture 5

    """
    ### BEGIN SOLUTION
    u, s, vt = np.linalg.svd(a)
    if rank is None:
        rank = int((s > rtol * s[0]).sum())
    if not 0 <= rank <= len(s):
        raise ValueError(f"a matrix of shape {a.shape} has no rank {rank}")
    roots = np.sqrt(s[:rank])
    return u[:, :rank] * roots, roots[:, None] * vt[:rank]
    ### END SOLUTION
