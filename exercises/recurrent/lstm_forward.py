"""LSTM: a belt that carries memory along, and three gates beside it."""

from __future__ import annotations

import numpy as np


def lstm_forward(
    x: np.ndarray,
    h0: np.ndarray,
    c0: np.ndarray,
    w_x: np.ndarray,
    w_h: np.ndarray,
    b: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return all hidden states and all cell states of an LSTM on a batch of sequences.

    At each step the input and the hidden state before decide about three gates and a candidate:

        i = sigmoid(...)    input gate: how much of the candidate to write
        f = sigmoid(...)    forget gate: how much of the old cell state to keep
        g = tanh(...)       the candidate for the cell state
        o = sigmoid(...)    output gate: how much of the cell state to show

    each of its own rows of w_x x_t + w_h h_(t-1) + b, H rows for each, in this order: i, f, g, o.
    With * entry by entry:

        c_t = f * c_(t-1) + i * g           h_t = o * tanh(c_t)

    x        (B, T, D): B sequences of T >= 1 steps, D numbers at each
    h0, c0   (B, H): hidden and cell states before the first step
    w_x      (4 H, D),   w_h  (4 H, H),   b  (4 H,): rows 0 to H - 1 are for i, the next H for f ...
    returns  (out, cells), both (B, T, H): out[:, t - 1] = h_t and cells[:, t - 1] = c_t

    - sigmoid(z) = 1 / (1 + exp(-z)).
    - The order is that of PyTorch's nn.LSTM; textbooks and other libraries differ. As in
      `rnn_forward` there is one bias, the sum of PyTorch's two.
    - No gate sees the cell state ("peepholes"), and tanh stands around c_t, not in its sum.
    - All arrays are float64. Nothing passed in is changed; there is nothing to raise.

    Example: weights of 0 leave all gates half open and the candidate at 0.
        >>> x, h0, c0 = np.ones((1, 2, 1)), np.zeros((1, 1)), np.array([[2.0]])
        >>> out, cells = lstm_forward(x, h0, c0, np.zeros((4, 1)), np.zeros((4, 1)), np.zeros(4))
        >>> cells[0, :, 0], out[0, :, 0].round(6)
        (array([1. , 0.5]), array([0.380797, 0.231059]))

    Source: Hochreiter, Schmidhuber, "Long Short-Term Memory" (1997),
    https://doi.org/10.1162/neco.1997.9.8.1735, still without f; Gers, Schmidhuber, Cummins,
    "Learning to Forget" (2000), https://doi.org/10.1162/089976600300015015; the documentation of
    torch.nn.LSTM, https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html

    """
    raise NotImplementedError("lstm_forward")
