"""Vector-Jacobian products: how one operation passes a gradient back."""

from __future__ import annotations

import numpy as np


def vjp(operation: str, inputs: tuple[np.ndarray, ...], dy: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the derivatives of a loss by the inputs of one operation y = f(inputs).

    The loss depends on y, and y on the inputs. The derivative of the loss by y is known: dy, shaped
    like y. What goes back to an input x is

        dx[i] = sum_j dy[j] J[j, i],    J[j, i] the derivative of y[j] by x[i], all entries counted

    that is dy times the Jacobian matrix of f. No library builds that matrix: every operation knows
    how to multiply by it. These are the six to write, all over the last axis where they need one:

        operation       inputs     y
        "tanh"          (x,)       tanh of each entry, like x
        "mean"          (x,)       the mean of all entries, shape ()
        "max"           (x,)       the largest along the last axis, shape x.shape[:-1]
        "linear"        (x, w, b)  x w^T + b, shape (..., m)
        "softmax"       (x,)       p = exp(x) / sum of exp(x) along the last axis, like x
        "log_softmax"   (x,)       log p, like x

    x        float64 with any number of axes, one or more, each of length 1 or more
    w        float64 of shape (m, n), where n is the last length of x
    b        float64 of shape (m,)
    dy       float64, shaped like y
    returns  a tuple with one new float64 array per input, in order and shaped like it

    - "linear" is one matrix for every vector of x: the derivatives by w and b add up over all the
      axes of x but the last. x may also be a single vector of shape (n,).
    - "max" passes everything back to the entry it took; if several are largest, to the first.
    - Entries of x as large as 1000 are ordinary: subtract the row's largest before exp.
    - dy is any array. It need not sum to 1, nor to 0.
    - Raises ValueError for any other operation.

    Example: p = (1/6, 2/6, 3/6), and the loss is twelve times the first of the three.
        >>> x = np.log(np.array([1.0, 2.0, 3.0]))
        >>> vjp("softmax", (x,), np.array([12.0, 0.0, 0.0]))[0].round(8)
        array([ 1.66666667, -0.66666667, -1.        ])
        >>> vjp("mean", (x,), np.array(12.0))[0]
        array([4., 4., 4.])

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (MIT Press 2016), sections 6.5.2 and
    6.5.6, https://www.deeplearningbook.org

    """
    ### BEGIN SOLUTION
    x = inputs[0]
    if operation == "tanh":
        return (dy * (1 - np.tanh(x) ** 2),)
    if operation == "mean":
        return (np.full(x.shape, dy / x.size),)
    if operation == "max":
        taken = np.arange(x.shape[-1]) == x.argmax(axis=-1)[..., None]
        return (np.where(taken, dy[..., None], 0.0),)
    if operation == "linear":
        w = inputs[1]
        rows, slopes = x.reshape(-1, w.shape[1]), dy.reshape(-1, w.shape[0])
        return dy @ w, slopes.T @ rows, slopes.sum(axis=0)
    if operation not in ("softmax", "log_softmax"):
        raise ValueError(f"unknown operation {operation!r}")
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    p = powers / powers.sum(axis=-1, keepdims=True)
    if operation == "softmax":
        return (p * (dy - (p * dy).sum(axis=-1, keepdims=True)),)
    return (dy - p * dy.sum(axis=-1, keepdims=True),)
    ### END SOLUTION
