"""InfoNCE: find your partner among all the others of the batch."""

from __future__ import annotations

import numpy as np


def info_nce(queries: np.ndarray, keys: np.ndarray, temperature: float = 0.1) -> float:
    """Return the InfoNCE loss of n pairs: row i of `queries` belongs to row i of `keys`.

    With every row divided by its own length, u = q / |q| and w = k / |k|, and

        s[i, j] = u[i] . w[j] / temperature

    the loss is the mean cross-entropy of finding key i for query i among all n keys:

        loss = mean over i of (log(sum_j exp(s[i, j])) - s[i, i])

    queries, keys  float64 of shape (n, D), n >= 1; no row is all zeros
    temperature    above 0: the smaller, the more the nearest wrong keys count
    returns        one float, 0 or more

    - The partner is in the sum over j as well: it is one of the n candidates.
    - Each query looks for its key, not each key for its query: the sum runs over keys.
    - At a temperature of 0.001 the s are up to 1000 in size: no overflow. Subtract the largest of
      each row before exp.
    - With n = 1 there is nothing to confuse and the loss is 0. There is nothing to raise.

    Example:
        >>> q, k = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([[3.0, 0.0], [1.0, 1.0]])
        >>> round(float(info_nce(q, k, 1.0)), 8)
        0.47910965

    Source: van den Oord, Li, Vinyals, "Representation Learning with Contrastive Predictive Coding"
    (2018), section 2.3, https://arxiv.org/abs/1807.03748; normalized rows and temperature as in
    Chen et al., "A Simple Framework for Contrastive Learning" (2020), https://arxiv.org/abs/2002.05709

    """
    ### BEGIN SOLUTION
    u = queries / np.sqrt((queries**2).sum(axis=1, keepdims=True))
    w = keys / np.sqrt((keys**2).sum(axis=1, keepdims=True))
    s = u @ w.T / temperature
    top = s.max(axis=1)
    log_sums = top + np.log(np.exp(s - top[:, None]).sum(axis=1))
    return (log_sums - np.diagonal(s)).mean()
    ### END SOLUTION
