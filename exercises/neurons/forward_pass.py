"""The forward pass: layer after layer, a sum, a bias and a bend."""

from __future__ import annotations

import numpy as np


def forward(
    x: np.ndarray,
    layers: list[tuple[np.ndarray, np.ndarray]],
    hidden: str = "relu",
    output: str = "identity",
    layout: str = "rows",
) -> list[np.ndarray]:
    """Return what every layer of a network says, from the input to the output.

    With a_0 = x, and for the layers l = 1, ..., L with weights W_l and biases b_l:

        z_l = W_l a_(l-1) + b_l        for every sample
        a_l = f(z_l)                   f is `output` in the last layer, `hidden` in all others

    x        float64; in layout "rows" (m, n_0), a sample per row; in "columns" (n_0, m), a sample
             per column
    layers   L pairs (weight, bias) of float64 arrays of shape (n_l, n_(l-1)) and (n_l,), alike in
             both layouts: row o of a weight and entry o of a bias belong to neuron o
    hidden, output
             "relu": max(0, z), "sigmoid": 1 / (1 + exp(-z)), or "identity": z
    returns  the list [a_0, a_1, ..., a_L], L + 1 arrays in the layout of x. Backpropagation will
             need all of them

    - Without any layers the result is [x].
    - z of 1000 or -1000 is ordinary: no nan comes out.
    - Raises ValueError for any other activation, used or not, and when the numbers of a layer do
      not fit the layer before.
    - Nothing passed in is changed.

    Example: XOR with two hidden neurons, relu(x1 + x2) - 2 relu(x1 + x2 - 1).
        >>> layers = [
        ...     (np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([0.0, -1.0])),
        ...     (np.array([[1.0, -2.0]]), np.array([0.0])),
        ... ]
        >>> x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
        >>> forward(x, layers)[1].tolist()
        [[0.0, 0.0], [1.0, 0.0], [1.0, 0.0], [2.0, 1.0]]
        >>> forward(x, layers)[2].tolist()
        [[0.0], [1.0], [1.0], [0.0]]

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (MIT Press 2016), sections 6.1 (XOR) and
    6.5.4 (algorithm 6.3), https://www.deeplearningbook.org

    """
    raise NotImplementedError("forward_pass")
