"""Backpropagation through time: how blame walks back along a sequence."""

from __future__ import annotations

import numpy as np


def rnn_backward(
    dout: np.ndarray,
    x: np.ndarray,
    h0: np.ndarray,
    out: np.ndarray,
    w_xh: np.ndarray,
    w_hh: np.ndarray,
) -> dict[str, np.ndarray]:
    """Return the derivatives of a loss by the inputs, the first states and the weights of an RNN.

    Forward, for t = 1, ..., T, a row per sequence of the batch:

        z_t = x_t W_xh^T + h_(t-1) W_hh^T + b,     h_t = tanh(z_t)

    Unrolled in time this is a network of T layers that share their weights. With dout_t the
    derivative of the loss by h_t where h_t is used as an output, go from t = T down to 1:

        dh_t     = dout_t + dz_(t+1) W_hh          what it does itself, and by way of the next state
        dz_t     = dh_t * (1 - h_t**2)             * entry by entry; dz_(T+1) = 0
        dx_t     = dz_t W_xh
        dW_xh    = sum over t of dz_t^T x_t        shared weights: every step adds to them
        dW_hh    = sum over t of dz_t^T h_(t-1)
        db       = sum over t of the sum of the rows of dz_t
        dh_0     = dz_1 W_hh

    dout     (B, T, H): a loss of the last states alone has zeros in dout[:, :-1]
    x        (B, T, D)      h0    (B, H)      out   (B, T, H), out[:, t - 1] = h_t
    w_xh     (H, D)         w_hh  (H, H)
    returns  a dict with "dx", "dh0", "dw_xh", "dw_hh", "db", new arrays of the shapes of x, h0,
             w_xh, w_hh and b, (H,)

    - Sums over the batch, no means: the mean, if there is one, belongs to the loss and is in dout.
    - `out` is right: no need to compute it again. All arrays are float64, and T >= 1.
    - Nothing passed in is changed; there is nothing to raise.

    Example: two steps of a single number, and a loss that is h_2.
        >>> out, one = np.array([[[0.6], [0.5]]]), np.array([[1.0]])
        >>> dout, x = np.array([[[0.0], [1.0]]]), np.array([[[3.0], [2.0]]])
        >>> grads = rnn_backward(dout, x, 0 * one, out, one, 0.5 * one)
        >>> grads["dx"][0, :, 0]  # 0.75 * 0.5 * 0.64, and 0.75
        array([0.24, 0.75])
        >>> grads["dw_xh"], grads["dw_hh"], grads["db"]  # 0.24 * 3 + 0.75 * 2, 0.75 * 0.6
        (array([[2.22]]), array([[0.45]]), array([0.99]))

    Source: Werbos, "Backpropagation through time: what it does and how to do it" (1990),
    https://doi.org/10.1109/5.58337; Goodfellow, Bengio, Courville, "Deep Learning" (2016), section
    10.2.2, https://www.deeplearningbook.org

    """
    ### BEGIN SOLUTION
    dx, dh = np.empty_like(x), np.zeros_like(h0)
    dw_xh, dw_hh, db = np.zeros_like(w_xh), np.zeros_like(w_hh), np.zeros(len(w_hh))
    for t in reversed(range(x.shape[1])):
        dz = (dout[:, t] + dh) * (1 - out[:, t] ** 2)
        before = out[:, t - 1] if t > 0 else h0
        dx[:, t] = dz @ w_xh
        dw_xh += dz.T @ x[:, t]
        dw_hh += dz.T @ before
        db += dz.sum(axis=0)
        dh = dz @ w_hh
    return {"dx": dx, "dh0": dh, "dw_xh": dw_xh, "dw_hh": dw_hh, "db": db}
    ### END SOLUTION
