"""Gradient flow: how much of the gradient is left, layer by layer, on the way back."""

from __future__ import annotations

import numpy as np


def gradient_flow(
    x: np.ndarray,
    layers: list[tuple[np.ndarray, np.ndarray]],
    activation: str,
    dy: np.ndarray,
    residual: bool = False,
) -> np.ndarray:
    """Return the length of the loss gradient at the input and after each layer of a network.

    Forward, with a_0 = x, for the layers l = 1, ..., L:

        z_l = w_l a_(l-1) + b_l
        a_l = f(z_l)                    or, with residual, a_l = a_(l-1) + f(z_l)

    The loss depends on a_L, and dy is its derivative by a_L. Backward, every layer multiplies what
    comes back by the slopes f'(z_l) and by its weights. The slope of sigmoid is never above 1/4:
    ten layers with weights of 1 leave 0.25**10, about 1e-6, and that is the best case. A factor of
    1.5 a layer makes 3325 after twenty. A residual layer adds a way around itself, with factor 1.

    x           float64 of shape (n_0,)
    layers      L pairs (w_l, b_l), L >= 1: float64 of shapes (n_l, n_(l-1)) and (n_l,); with
                residual all n_l are equal
    activation  f for all layers: "identity" z, "sigmoid" 1 / (1 + exp(-z)), "tanh" tanh z, "relu"
                max(z, 0), whose slope at 0 is 0
    dy          float64 of shape (n_L,)
    returns     float64 of shape (L + 1,): entry l is the Euclidean norm of the derivative of the
                loss by a_l, so the first belongs to x, and the last is the norm of dy

    - With residual, the derivative reaches a_(l-1) on both ways: through the layer and around it.
    - The arguments are not changed. Raises ValueError for any other activation.

    Example: two layers of one unit, weights 1 and 3, no bias
        >>> layers = [(np.array([[w]]), np.zeros(1)) for w in (1.0, 3.0)]
        >>> gradient_flow(np.array([2.0]), layers, "relu", np.array([1.0]))
        array([3., 3., 1.])
        >>> gradient_flow(np.array([2.0]), layers, "relu", np.array([1.0]), residual=True)
        array([8., 4., 1.])

    Sources: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
    networks" (AISTATS 2010), section 4.2, https://proceedings.mlr.press/v9/glorot10a.html; He et
    al., "Identity Mappings in Deep Residual Networks" (2016), section 2,
    https://arxiv.org/abs/1603.05027

    """
    raise NotImplementedError("gradient_flow")
