"""Xavier and He initialization: random weights of the right size."""

from __future__ import annotations

import math

import numpy as np


def initial_weights(shape: tuple[int, ...], scheme: str, rng: np.random.Generator) -> np.ndarray:
    """Return random weights for one layer, drawn by Xavier's (Glorot's) or He's rule.

    Every entry is drawn on its own, with mean 0 and a variance that depends on how many inputs an
    output is a sum of (fan_in), and how many outputs an input takes part in (fan_out):

        scheme             distribution     variance
        "xavier_normal"    normal           2 / (fan_in + fan_out)      for tanh
        "xavier_uniform"   uniform          2 / (fan_in + fan_out)
        "he_normal"        normal           2 / fan_in                  for ReLU
        "he_uniform"       uniform          2 / fan_in

    A variance is the square of a standard deviation. A uniform distribution between -r and r has
    the variance r**2 / 3, so that r = sqrt(6 / (fan_in + fan_out)) or sqrt(6 / fan_in).

    shape    of the weights. (n_out, n_in) for a dense layer: fan_in = n_in, fan_out = n_out.
             (n_out, n_in, k_1, k_2, ...) for a convolution, whose output is a sum over n_in
             channels and all k_1 k_2 ... places of the kernel: fan_in = n_in k_1 k_2 ..., fan_out =
             n_out k_1 k_2 ...
    scheme   one of the four names
    rng      the NumPy Generator to draw from, and the only source of chance
    returns  float64 of this shape

    - So that weights can be compared, draw them all at once, in the order of the array: what
      rng.normal(0.0, deviation, size=shape) or rng.uniform(-r, r, size=shape) gives. (Standard
      draws times a factor are the same numbers.)
    - Books write N(0, sqrt(2 / fan_in)) and mean the standard deviation, or N(0, 2 / fan_in) and
      mean the variance. The table above says which is which.
    - Raises ValueError for any other scheme.

    Example: a layer from 784 pixels to 64 units; the deviation is sqrt(2 / 784) = 0.0505
        >>> w = initial_weights((64, 784), "he_normal", np.random.default_rng(0))
        >>> w[0, :3].round(8)
        array([ 0.00635034, -0.0066723 ,  0.03234623])

    Sources: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
    networks" (AISTATS 2010), equation 16, https://proceedings.mlr.press/v9/glorot10a.html; He et
    al., "Delving Deep into Rectifiers" (2015), section 2.2, https://arxiv.org/abs/1502.01852

    """
    ### BEGIN SOLUTION
    places = math.prod(shape[2:])
    fan_in, fan_out = shape[1] * places, shape[0] * places
    rule, _, law = scheme.partition("_")
    if rule not in ("xavier", "he") or law not in ("normal", "uniform"):
        raise ValueError(f"unknown scheme {scheme!r}")
    variance = 2 / fan_in if rule == "he" else 2 / (fan_in + fan_out)
    if law == "normal":
        return rng.normal(0.0, np.sqrt(variance), size=shape)
    limit = np.sqrt(3 * variance)
    return rng.uniform(-limit, limit, size=shape)
    ### END SOLUTION
