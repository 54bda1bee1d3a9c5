"""Distances between all pairs of points: by line of sight, by city blocks, by angle."""

from __future__ import annotations

import numpy as np


def pairwise_distances(x: np.ndarray, y: np.ndarray, metric: str = "euclidean") -> np.ndarray:
    """Return the distance of every row of `x` to every row of `y`.

        metric       result[i, j], with p = x[i], q = y[j]
        "euclidean"  sqrt(sum_k (p[k] - q[k])**2)        also called L2
        "manhattan"  sum_k |p[k] - q[k]|                 also called L1
        "cosine"     1 - p . q / (|p| |q|)               |p| = sqrt(sum_k p[k]**2)

    x        float64 of shape (n, d); never changed
    y        float64 of shape (m, d); never changed
    returns  float64 of shape (n, m)

    - Euclidean and Manhattan distances are right to the rounding of the differences, also when the
      points lie far from the origin and close together. The well-known shortcut
      |p|**2 + |q|**2 - 2 p . q subtracts large numbers to find a small one and is not.
    - A row of zeros has no direction: its cosine distance from anything is 1.
    - n, m and d are 1 or more; n * m * d is at most ten million, so there is memory for all the
      differences at once.
    - Raises ValueError for any other metric.

    Example:
        >>> x, y = np.array([[0.0, 1.0, 2.0]]), np.array([[1.0, 1.0, 1.0], [0.0, 2.0, 4.0]])
        >>> pairwise_distances(x, y).round(6)
        array([[1.414214, 2.236068]])
        >>> pairwise_distances(x, y, "manhattan")
        array([[2., 3.]])
        >>> pairwise_distances(x, y, "cosine").round(6)
        array([[0.225403, 0.      ]])

    Source: SciPy documentation, scipy.spatial.distance.cdist,
    https://docs.scipy.org/doc/scipy/reference/generated/scipy.spatial.distance.cdist.html

    """
    ### BEGIN SOLUTION
    if metric == "cosine":
        return 1.0 - _directions(x) @ _directions(y).T
    differences = x[:, None, :] - y[None, :, :]
    if metric == "euclidean":
        return np.sqrt((differences**2).sum(axis=-1))
    if metric == "manhattan":
        return np.abs(differences).sum(axis=-1)
    raise ValueError(f"no metric {metric!r}")


def _directions(x: np.ndarray) -> np.ndarray:
    """Return the rows of x divided by their lengths; zeros stay zeros."""
    lengths = np.sqrt((x**2).sum(axis=1, keepdims=True))
    return x / np.where(lengths > 0, lengths, 1.0)
    ### END SOLUTION
