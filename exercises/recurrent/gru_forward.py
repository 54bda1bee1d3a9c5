"""GRU: two gates, one state, and a blend of old and new."""

from __future__ import annotations

import numpy as np


def gru_forward(
    x: np.ndarray,
    h0: np.ndarray,
    w_x: np.ndarray,
    w_h: np.ndarray,
    b_x: np.ndarray,
    b_h: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return all states of a GRU on a batch of sequences, and the last ones.

    A GRU has no cell state. At each step, with * entry by entry and sigmoid(z) = 1 / (1 + exp(-z)):

        r   = sigmoid(W_r x_t + b_r + U_r h_(t-1) + c_r)        reset gate
        z   = sigmoid(W_z x_t + b_z + U_z h_(t-1) + c_z)        update gate
        n   = tanh(W_n x_t + b_n + r * (U_n h_(t-1) + c_n))     the candidate
        h_t = (1 - z) * n + z * h_(t-1)

    The three W lie one below the other in w_x, H rows each, in the order r, z, n; so do the three U
    in w_h, the three b in b_x and the three c in b_h.

    x         (B, T, D): B sequences of T >= 1 steps, D numbers at each
    h0        (B, H): the states before the first step
    w_x       (3 H, D),   w_h  (3 H, H),   b_x, b_h  (3 H,)
    returns   (out, h_n): out of shape (B, T, H), out[:, t - 1] = h_t, and h_n = h_T, (B, H)

    - This is PyTorch's convention. z = 1 keeps the old state; in the first paper it is the other
      way round, z and 1 - z swapped.
    - The reset gate multiplies U_n h + c_n, after the matrix. The paper multiplies h before it,
      U_n (r * h), which is another network. Hence two biases: c_n stands inside, b_n outside.
    - All arrays are float64. Nothing passed in is changed; there is nothing to raise.

    Example: weights of 0 leave both gates half open and the candidate at 0.
        >>> x, h0, w, b = np.ones((1, 2, 1)), np.array([[2.0]]), np.zeros((3, 1)), np.zeros(3)
        >>> out, h_n = gru_forward(x, h0, w, w, b, b)
        >>> out[0, :, 0], h_n
        (array([1. , 0.5]), array([[0.5]]))

    Source: Cho et al., "Learning Phrase Representations using RNN Encoder-Decoder" (2014), section
    2.3, https://arxiv.org/abs/1406.1078; the documentation of torch.nn.GRU,
    https://docs.pytorch.org/docs/stable/generated/torch.nn.GRU.html

    """
    raise NotImplementedError("gru_forward")
