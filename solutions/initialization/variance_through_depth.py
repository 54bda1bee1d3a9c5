"""Variance through depth: how large activations are in a deep network nobody has trained yet."""

from __future__ import annotations

import math

import numpy as np

GRID = np.linspace(-10, 10, 2001)  # places for the integral


def mean_squares(
    first: float, depth: int, fan_in: int, deviation: float, activation: str
) -> np.ndarray:
    """Return the mean square of the activations of each layer, as chance makes it.

    Every layer computes z = w a and then f(z), from `fan_in` units to as many. The weights are
    drawn on their own with mean 0 and the standard deviation `deviation`; there is no bias. Then
    each z is a sum of many small random terms, normal with mean 0 and variance

        v = fan_in * deviation**2 * q          q the mean square of the activations before

    and what comes out has the mean square

        "identity"   v
        "relu"       v / 2                     half of the z are cut off
        "tanh"       the mean of tanh(z)**2    an integral over the normal density of z

    first       mean square of the input, q_0, at least 0
    depth       number of layers L, at least 0
    fan_in      units of every layer, at least 1
    deviation   standard deviation of the weights, at least 0
    activation  f, one of the three names
    returns     float64 of shape (L + 1,): q_0 = first, then q after each layer

    - The mean square is not the variance: ReLU's activations have a mean above 0. The mean square
      is what the next layer's z depends on.
    - The mean of tanh(z)**2 has no closed form, and must be right to 1e-10. For z normal with the
      deviation s, an even grid gives it to all digits: the mean of tanh(s x)**2 over the x of
      GRID (given), weighed by exp(-x**2 / 2), the weights divided by their sum.
    - A mean square of 0 stays 0. Raises ValueError for any other activation.

    Example: ten layers of 512 ReLUs. He's sqrt(2 / n) keeps the size, Xavier's sqrt(1 / n) halves
    it in every layer, and a deviation of (2 / n)**(1/4), which takes sqrt(2 / n) for the variance:
        >>> for deviation in ((2 / 512) ** 0.5, (1 / 512) ** 0.5, (2 / 512) ** 0.25):
        ...     print(f"{mean_squares(1.0, 10, 512, deviation, 'relu')[-1]:.3g}")
        1
        0.000977
        1.1e+12

    Sources: He et al., "Delving Deep into Rectifiers" (2015), section 2.2,
    https://arxiv.org/abs/1502.01852; Poole et al., "Exponential expressivity in deep neural
    networks through transient chaos" (2016), section 2, https://arxiv.org/abs/1606.05340

    """
    ### BEGIN SOLUTION
    if activation not in ("identity", "relu", "tanh"):
        raise ValueError(f"unknown activation {activation!r}")
    squares = [first]
    for _ in range(depth):
        v = fan_in * deviation**2 * squares[-1]
        if activation == "relu":
            v = v / 2
        elif activation == "tanh":
            v = mean_of_squared_tanh(math.sqrt(v))
        squares.append(v)
    return np.array(squares, dtype=np.float64)
    ### END SOLUTION


def mean_of_squared_tanh(deviation: float) -> float:
    """Return the mean of tanh(z)**2 for z normal with mean 0 and this standard deviation."""
    ### BEGIN SOLUTION
    weights = np.exp(-GRID * GRID / 2)
    return weights @ np.tanh(deviation * GRID) ** 2 / weights.sum()
    ### END SOLUTION
