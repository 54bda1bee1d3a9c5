"""The gradient of self-attention: through the average, the softmax and the three projections."""

from __future__ import annotations

import numpy as np

from grader.blocks import softmax  # the exercise `softmax`, given: softmax(x, axis=-1)


def self_attention_backward(
    x: np.ndarray, w_query: np.ndarray, w_key: np.ndarray, w_value: np.ndarray, d_out: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the derivatives of a loss by the input and the three matrices of self-attention.

    Forward, for n positions in the rows of x:

        q = x w_query,  k = x w_key,  v = x w_value
        weights = softmax(q k^T / sqrt(s))        over each row
        out     = weights v

    d_out is the derivative of the loss by `out`. Back through each step:

        d_v = weights^T d_out,  d_weights = d_out v^T
        d_scores[i, j] = weights[i, j] (d_weights[i, j] - sum_l weights[i, l] d_weights[i, l])
        d_q = d_scores k / sqrt(s),  d_k = d_scores^T q / sqrt(s)

    and from d_q, d_k, d_v to x and the matrices, as in any linear layer.

    x          (n, d)
    w_query    (d, s)
    w_key      (d, s)
    w_value    (d, e)
    d_out      (n, e)
    returns    (d_x, d_w_query, d_w_key, d_w_value), each of the shape of what it belongs to

    - x is used three times, so d_x is a sum of three terms.
    - Adding a number to all scores of a row changes nothing, so each row of d_scores sums to 0.
    - A saturated softmax, one weight near 1 and the others near 0, has d_scores near 0: nothing is
      learned through it. Dividing by sqrt(s) keeps scores small for that reason.
    - All arrays are float64; none is changed. There is nothing to raise.
    - `softmax` above is SciPy's: say axis=-1, or it runs over the whole array.

    Example: w_query is 0, so all scores are equal, and nothing comes back to w_key
        >>> x, one, zero = np.array([[1.0], [3.0]]), np.ones((1, 1)), np.zeros((1, 1))
        >>> d_x, d_query, d_key, d_value = self_attention_backward(
        ...     x, zero, one, one, np.array([[1.0], [0.0]]))
        >>> d_x.ravel(), d_query.item(), d_key.item(), d_value.item()
        (array([0.5, 0.5]), 1.0, 0.0, 2.0)

    Source: Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.2.1,
    https://arxiv.org/abs/1706.03762; Dao et al., "FlashAttention", NeurIPS 2022, appendix B.2,
    https://arxiv.org/abs/2205.14135

    """
    ### BEGIN SOLUTION
    root = np.sqrt(w_key.shape[1])
    q, k, v = x @ w_query, x @ w_key, x @ w_value
    weights = softmax(q @ k.T / root, axis=-1)
    d_v = weights.T @ d_out
    d_weights = d_out @ v.T
    d_scores = weights * (d_weights - (weights * d_weights).sum(axis=-1, keepdims=True))
    d_q, d_k = d_scores @ k / root, d_scores.T @ q / root
    d_x = d_q @ w_query.T + d_k @ w_key.T + d_v @ w_value.T
    return d_x, x.T @ d_q, x.T @ d_k, x.T @ d_v
    ### END SOLUTION
