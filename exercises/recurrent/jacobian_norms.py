"""Vanishing and exploding gradients: how much of a state is left k steps later."""

from __future__ import annotations

import numpy as np


def jacobian_norms(w_hh: np.ndarray, states: np.ndarray) -> np.ndarray:
    """Return how strongly the last state of an RNN depends on the states before, by lag.

    The states are h_0, h_1, ..., h_T with h_t = tanh(W_hh h_(t-1) + what x_t adds). A small
    change of h_(t-1) becomes a change of h_t by the Jacobian

        J_t = d h_t / d h_(t-1) = diag(1 - h_t**2) W_hh         (H, H)

    and k steps are a product of k of these, the latest on the left:

        result[k - 1] = || J_T J_(T-1) ... J_(T-k+1) ||         for the lags k = 1, ..., T

    The norm is the largest singular value: how much the change that counts most grows or shrinks.
    It is also how much a gradient can grow on its way back, since the transposed has the same.

    w_hh     float64 of shape (H, H); row i makes entry i of the state (h_t = W_hh h in columns)
    states   float64 of shape (T + 1, H), T >= 1: h_0, h_1, ..., h_T of one sequence
    returns  float64 of shape (T,), the lag 1 first

    - h_0 is not the tanh of anything: its slope is in no Jacobian.
    - "Vanishes if the largest eigenvalue is below 1, explodes above" is too simple. The largest
      singular value below 1 is sure to vanish, since 1 - h**2 <= 1. Above 1 anything may happen,
      and with all eigenvalues at 1/2 the first steps may still grow, as in the example.
    - Norms of 1e-100 are ordinary, and counted as they are. Nothing passed in is changed; there is
      nothing to raise.

    Example: states of 0, where the slope is 1, and eigenvalues of 1/2.
        >>> w_hh = np.array([[0.5, 2.0], [0.0, 0.5]])
        >>> jacobian_norms(w_hh, np.zeros((6, 2))).round(4)
        array([2.1180, 2.0308, 1.5103, 1.0039, 0.6266])

    Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks"
    (2013), section 2, equations 5 to 7, https://arxiv.org/abs/1211.5063

    """
    raise NotImplementedError("jacobian_norms")
