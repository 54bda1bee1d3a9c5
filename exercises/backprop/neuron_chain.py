"""A chain of neurons: who is to blame for the loss, and for how much of it?"""

from __future__ import annotations

import numpy as np


def neuron_chain(
    x: float, target: float, weights: np.ndarray, biases: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray, float]:
    """Return loss and derivatives of L sigmoid neurons in a row, each fed by the one before.

    With a_0 = x, and for the neurons l = 1, ..., L

        z_l = w_l a_(l-1) + b_l,   a_l = sigmoid(z_l) = 1 / (1 + exp(-z_l))
        loss = (a_L - target)**2 / 2

    Blame is handed back from the loss. The blame of neuron l is delta_l = d loss / d z_l:

        delta_L = (a_L - target) * sigmoid'(z_L)
        delta_l = delta_(l+1) * w_(l+1) * sigmoid'(z_l)        for l = L - 1, ..., 1

    and what a neuron is to blame for, its parameters are: d loss / d w_l = delta_l a_(l-1) and
    d loss / d b_l = delta_l. The input gets w_1 delta_1.

    x, target        floats
    weights, biases  float64 of shape (L,), L >= 1, the first neuron first; never changed
    returns          (loss, dw, db, dx): a float, two float64 arrays of shape (L,), a float

    - sigmoid'(z) = a (1 - a), at most 1/4 (for z = 0): that is why blame fades on the way back.
    - The weight in between is a part of the chain. The plain-language story hands blame back as
      -0.3 * 0.25 = -0.075, which is right only if that weight is 1.
    - z of 1000 or -1000 is ordinary: no nan comes out. There is nothing to raise.

    Example: two neurons, w = (0.5, 0.8), no biases, x = 1, target 1. a = 0.6225 and 0.6220.
        >>> w, b = np.array([0.5, 0.8]), np.zeros(2)
        >>> loss, dw, db, dx = neuron_chain(1.0, 1.0, w, b)
        >>> round(float(loss), 4), dw.round(4), db.round(4), round(float(dx), 4)
        (0.0714, array([-0.0167, -0.0553]), array([-0.0167, -0.0889]), -0.0084)

    Source: Nielsen, "Neural Networks and Deep Learning" (2015), chapter 5, section "What's causing
    the vanishing gradient problem?", http://neuralnetworksanddeeplearning.com/chap5.html

    """
    raise NotImplementedError("neuron_chain")
