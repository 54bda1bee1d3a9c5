"""Attention: every query takes an average of the values, weighted by how well their keys fit."""

from __future__ import annotations

import math

import numpy as np

from grader.blocks import softmax  # the exercise `softmax`, given: softmax(x, axis=-1)


def attention(
    q: np.ndarray, k: np.ndarray, v: np.ndarray, mask: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return what every query takes from the values, and the weights it takes them by.

    For each leading index on its own, with rows q[i], k[j], v[j]:

        scores[i, j]  = q[i] . k[j] / sqrt(d)                  d the length of q[i] and of k[j]
        weights[i]    = softmax over j of scores[i], among the j with mask[i, j] True
        out[i]        = sum_j weights[i, j] v[j]

    q        (..., n, d) queries
    k        (..., m, d) keys, one for each value
    v        (..., m, e) values
    mask     None: every query may attend to every key. Else booleans of any shape that broadcasts
             to (..., n, m): True = may attend, False = may not
    returns  (out, weights) of shapes (..., n, e) and (..., n, m)

    - The leading axes `...` are the same for q, k and v: none, or any number. Every length is at
      least 1; n, m, d and e may all differ.
    - A forbidden key has weight exactly 0, whatever its score, and its value does not count.
    - A query that may attend to nothing (a row of the mask all False) has weights 0 and output 0.
      Padding makes such rows. (softmax of a row of -inf would be nan: 0 / 0.)
    - q, k and v share one dtype, float32 or float64, and both results have it. (Under NumPy 2 a
      float32 array over `np.sqrt(d)` is float64; over `math.sqrt(d)` it stays float32.)
    - Scores of 10,000 are ordinary. q, k and v are finite.
    - No argument is changed. There is nothing to raise.

    `softmax` above is given, SciPy's: it does what the exercise `softmax` asks for, so a mistake
    there costs nothing here. Use it or write your own.

    Example: one query, three keys, all of them allowed and then all but the last
        >>> q, k = np.array([[1.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
        >>> v = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
        >>> out, weights = attention(q, k, v)
        >>> weights.round(8)
        array([[0.4011121 , 0.19777581, 0.4011121 ]])
        >>> out.round(8)
        array([[3., 4.]])
        >>> out, weights = attention(q, k, v, np.array([[True, True, False]]))
        >>> weights.round(8)
        array([[0.66976155, 0.33023845, 0.        ]])
        >>> out.round(8)
        array([[1.6604769, 2.6604769]])

    Source: Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.2.1,
    https://arxiv.org/abs/1706.03762

    """
    ### BEGIN SOLUTION
    scores = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if mask is None:
        weights = softmax(scores, axis=-1)
    else:
        sees = mask.any(axis=-1, keepdims=True)  # queries that may attend to anything at all
        # A blind query keeps its scores: softmax needs something finite, and 0 x weight is 0.
        weights = softmax(np.where(mask | ~sees, scores, -np.inf), axis=-1) * sees
    return weights @ v, weights
    ### END SOLUTION
