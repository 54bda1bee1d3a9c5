"""A linear layer on a whole batch, with the samples in rows or in columns."""

from __future__ import annotations

import numpy as np


def linear(
    x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None = None, layout: str = "rows"
) -> np.ndarray:
    """Return y = W x + b for every sample x of a batch.

        y[o] = sum_i weight[o, i] x[i] + bias[o]

    Row o of `weight` belongs to output o, in both layouts: a neuron is a row of weights and one
    bias. Only where the samples stand differs:

        layout      x            result        one sample is        found in
        "rows"      (..., n_in)  (..., n_out)  x[..., :], a row     PyTorch, NumPy data tables
        "columns"   (n_in, m)    (n_out, m)    x[:, j], a column    textbooks that write W x + b

    x        float32 or float64; in "rows" with any number of axes before the last, or none; in
             "columns" with two axes. Never changed, like the other arguments
    weight   (n_out, n_in), the dtype of x
    bias     (n_out,), the dtype of x, in both layouts; None adds nothing
    returns  a new array with the dtype of x

    - Raises ValueError when a sample of x does not have n_in numbers, and when the shape of `bias`
      is not (n_out,). (A bias of shape (1,) or, in "rows", (m, 1) would broadcast silently.)
    - n_in, n_out and m may be equal. Nothing may be guessed from the shapes.

    Example: 0.5 x1 - 0.25 x2 + 0.1 for the samples (2, 1) and (0.5, -0.5).
        >>> weight, bias = np.array([[0.5, -0.25]]), np.array([0.1])
        >>> linear(np.array([[2.0, 1.0], [0.5, -0.5]]), weight, bias)
        array([[0.85 ],
               [0.475]])
        >>> linear(np.array([[2.0, 0.5], [1.0, -0.5]]), weight, bias, layout="columns")
        array([[0.85 , 0.475]])

    Source: PyTorch documentation, torch.nn.Linear (rows),
    https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html; Nielsen, "Neural Networks
    and Deep Learning" (2015), chapter 2 (columns), http://neuralnetworksanddeeplearning.com

    """
    ### BEGIN SOLUTION
    n_out, n_in = weight.shape
    axis = -1 if layout == "rows" else 0
    if x.shape[axis] != n_in:
        raise ValueError(f"samples of {x.shape[axis]} numbers, weights for {n_in}")
    if bias is None:
        bias = np.zeros(n_out, dtype=weight.dtype)
    if bias.shape != (n_out,):
        raise ValueError(f"bias of shape {bias.shape} for {n_out} outputs")
    if layout == "rows":
        return x @ weight.T + bias
    return weight @ x + bias[:, None]
    ### END SOLUTION
