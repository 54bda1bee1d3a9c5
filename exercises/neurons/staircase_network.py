"""Universal approximation: enough neurons climb any curve, step by step."""

from __future__ import annotations

import numpy as np


def staircase(heights: np.ndarray, steepness: float) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return a network with one hidden layer that draws a staircase with these heights.

    Over the n equal parts of [0, 1] the staircase is level: heights[k] from k/n to (k + 1)/n. One
    hidden neuron makes one step, the k-th (k = 1, ..., n - 1) at x = k/n. With s(z) the sigmoid:

        h_k(x) = s(steepness * (x - k/n))                    from 0 to 1, within 1/steepness or so
        y(x)   = heights[0] + sum_k (heights[k] - heights[k-1]) h_k(x)

    A step up followed by a step down is a bump, and a sum of narrow bumps comes as near as you like
    to any continuous function on [0, 1]. That is the universal approximation theorem in one
    dimension; it says that such weights exist, not that training finds them.

    heights    float64 of shape (n,), n >= 1; never changed
    steepness  above 0
    returns    [(weight_1, bias_1), (weight_2, bias_2)], float64 of shapes (n - 1, 1), (n - 1,),
               (1, n - 1), (1,), new arrays: layers for an input of one number, with the sigmoid
               after the first and nothing after the second. A row of weight_1 is a neuron; neurons
               stand in the order of their steps

    - For n = 1 there are no hidden neurons, and their arrays are empty.
    - The slope at a step is steepness / 4 times its height, so a large steepness makes stairs and a
      small one a ramp.

    Example: up to 3 at 1/3, down to 2 at 2/3.
        >>> (w1, b1), (w2, b2) = staircase(np.array([1.0, 3.0, 2.0]), 90.0)
        >>> w1.tolist(), b1.round(9).tolist(), w2.tolist(), b2.tolist()
        ([[90.0], [90.0]], [-30.0, -60.0], [[2.0, -1.0]], [1.0])

    Source: Cybenko, "Approximation by superpositions of a sigmoidal function", Mathematics of
    Control, Signals and Systems 2 (1989); Nielsen, "Neural Networks and Deep Learning" (2015),
    chapter 4, http://neuralnetworksanddeeplearning.com/chap4.html

    """
    raise NotImplementedError("staircase_network")
