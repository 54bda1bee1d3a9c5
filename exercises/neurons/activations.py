"""Activations: the bend between two linear layers, and its slope."""

from __future__ import annotations

import math

import numpy as np


def activate(x: np.ndarray, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return f(x) and the slope f'(x) of an activation, number by number.

    With s(x) = 1 / (1 + exp(-x)), Phi(x) = (1 + erf(x / sqrt(2))) / 2, the share of a standard
    normal distribution below x, and phi(x) = exp(-x**2 / 2) / sqrt(2 pi), its density:

        name          f(x)                      slope
        "sigmoid"     s(x)                      s(x) (1 - s(x))
        "tanh"        tanh(x)                   1 - tanh(x)**2
        "relu"        max(0, x)                 1 for x > 0, else 0
        "leaky_relu"  x for x > 0, else x/100   1 for x > 0, else 1/100
        "elu"         x for x > 0, else         1 for x > 0, else exp(x)
                      exp(x) - 1
        "silu"        x s(x)                    s(x) + x s(x) (1 - s(x))
        "gelu"        x Phi(x)                  Phi(x) + x phi(x)
        "gelu_tanh"   x (1 + tanh(u)) / 2       (1 + tanh(u)) / 2 + x (1 - tanh(u)**2) u' / 2
                      u = sqrt(2/pi) (x + 0.044715 x**3)
                                                u' = sqrt(2/pi) (1 + 3 * 0.044715 x**2)

    x        float64 of any shape, () included; never changed
    returns  (f, slope), two new float64 arrays of the shape of x

    - At 0 the slopes are what the table says: 0 for relu, 1/100 for leaky_relu, 1 for elu.
    - Numbers as large as 1000 and -1000 are ordinary: no nan comes out, and inf no more. exp(1000)
      is inf, and inf / inf and 0 * inf are nan.
    - "silu" is also called swish. "gelu" is the exact one; "gelu_tanh" is an approximation, off by
      up to 0.0005, and the one GPT-2 was trained with. `math.erf` takes one number at a time.
    - Raises ValueError for any other name.

    Example:
        >>> f, slope = activate(np.array([-1.0, 0.0, 2.0]), "gelu")
        >>> f.round(6).tolist(), slope.round(6).tolist()
        ([-0.158655, 0.0, 1.9545], [-0.083315, 0.5, 1.085232])

    Source: Hendrycks and Gimpel, "Gaussian Error Linear Units (GELUs)" (2016),
    https://arxiv.org/abs/1606.08415; PyTorch documentation, "Non-linear Activations",
    https://docs.pytorch.org/docs/stable/nn.html

    """
    raise NotImplementedError("activations")
