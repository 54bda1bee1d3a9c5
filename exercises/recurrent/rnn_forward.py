"""A recurrent network: one small layer, used again at every step."""

from __future__ import annotations

import numpy as np


def rnn_forward(
    x: np.ndarray, h0: np.ndarray, w_xh: np.ndarray, w_hh: np.ndarray, b: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return all states of a recurrent network on a batch of sequences, and the last ones.

    The hidden state h is the network's memory. At each step t = 1, ..., T the same weights make a
    new state from the input and the state before, for every sequence of the batch on its own:

        h_t = tanh(W_xh x_t + W_hh h_(t-1) + b)

    x        (B, T, D): B sequences of T >= 1 steps, D numbers at each (the batch comes first)
    h0       (B, H): the states before the first step, often zeros, but not always
    w_xh     (H, D),   w_hh  (H, H),   b  (H,): a row of weights for each number of the state
    returns  (out, h_n): out of shape (B, T, H), out[:, t - 1] = h_t, and h_n = h_T of shape (B, H)

    - All arrays are float64. A sequence and its state are rows here, columns in the formula.
    - One bias. PyTorch's nn.RNN has two, b_ih and b_hh; only their sum matters. Its h_n has an
      axis more, for the layers.
    - Nothing passed in is changed; there is nothing to raise.

    Example: one number at a time, weights of 1 and 0.5.
        >>> one = np.array([[1.0]])
        >>> x = np.array([[[0.5], [-1.0], [2.0]]])
        >>> out, h_n = rnn_forward(x, np.zeros((1, 1)), one, 0.5 * one, np.array([0.1]))
        >>> out[0, :, 0].round(4), h_n.round(4)
        (array([ 0.537 , -0.5588,  0.9487]), array([[0.9487]]))

    Source: Elman, "Finding Structure in Time" (1990), https://doi.org/10.1207/s15516709cog1402_1;
    Goodfellow, Bengio, Courville, "Deep Learning" (2016), equations 10.8 and 10.9,
    https://www.deeplearningbook.org

    """
    raise NotImplementedError("rnn_forward")
