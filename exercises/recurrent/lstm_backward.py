"""LSTM backwards: blame on two tracks, the hidden states and the belt of cell states."""

from __future__ import annotations

import numpy as np


def lstm_backward(
    dout: np.ndarray,
    dc_last: np.ndarray,
    cache: dict[str, np.ndarray],
    w_x: np.ndarray,
    w_h: np.ndarray,
) -> dict[str, np.ndarray]:
    """Return the derivatives of a loss by the inputs, first states and weights of an LSTM.

    Forward, for t = 1, ..., T, with the rows of w_x, w_h and b in the order i, f, g, o:

        z_t = x_t w_x^T + h_(t-1) w_h^T + b          (B, 4 H), cut into z_i, z_f, z_g, z_o
        i, f, o = sigmoid of z_i, z_f, z_o;  g = tanh(z_g)
        c_t = f * c_(t-1) + i * g                    h_t = o * tanh(c_t)

    Backward, from t = T down to 1. dout_t is the derivative of the loss by h_t where it is used as
    an output, and dc_last that by c_T where it is used (zeros, if it is not):

        dh = dout_t + what comes back from z_(t+1)
        dc = dh * o * (1 - tanh(c_t)**2) + what comes back from c_(t+1), which is dc_(t+1) * f_(t+1)

        dz_i = dc * g * i (1 - i)                    dz_f = dc * c_(t-1) * f (1 - f)
        dz_g = dc * i * (1 - g**2)                   dz_o = dh * tanh(c_t) * o (1 - o)

        dx_t = dz_t w_x      back to h_(t-1): dz_t w_h      back to c_(t-1): dc * f

    The weights add up over the steps: dw_x = sum of dz_t^T x_t, dw_h = sum of dz_t^T h_(t-1), and
    db = sum of the rows of dz_t.

    dout     (B, T, H)           dc_last  (B, H)       w_x  (4 H, D)       w_h  (4 H, H)
    cache    "x" (B, T, D), "h0" and "c0" (B, H), "out" and "cells" (B, T, H) with h_t and c_t at
             t - 1, "gates" (B, T, 4 H): i, f, g, o of every step, after sigmoid and tanh
    returns  a dict with "dx", "dh0", "dc0", "dw_x", "dw_h", "db", new arrays of the shapes of x,
             h0, c0, w_x, w_h and b, (4 H,)

    - Along the cell states blame is multiplied by f alone, entry by entry: no matrix, no slope.
      That is the LSTM's way out of vanishing; it loses nothing only as far as f is 1.
    - Sums over the batch, no means. What is in the cache is right. All arrays are float64, T >= 1.
    - Nothing passed in is changed; there is nothing to raise.

    Example: one step with all gates half open, c0 = 2, c_1 = 1, and a loss that is c_1.
        >>> one = np.array([[1.0]])
        >>> cache = {"x": one[None], "h0": 0 * one, "c0": 2 * one, "cells": one[None],
        ...          "out": np.tanh(one[None]) / 2, "gates": np.array([[[0.5, 0.5, 0.0, 0.5]]])}
        >>> w = np.zeros((4, 1))
        >>> grads = lstm_backward(np.zeros((1, 1, 1)), one, cache, w, w)
        >>> grads["dc0"], grads["db"]  # f, and the slopes of the four: 2 f (1 - f) for the second
        (array([[0.5]]), array([0. , 0.5, 0.5, 0. ]))

    Source: Gers, Schmidhuber, Cummins, "Learning to Forget: Continual Prediction with LSTM" (2000),
    https://doi.org/10.1162/089976600300015015; Greff et al., "LSTM: A Search Space Odyssey" (2017),
    section II and appendix A, https://arxiv.org/abs/1503.04069

    """
    raise NotImplementedError("lstm_backward")
