"""A network with classic dropout: units dropped in training, weights scaled when it is used."""

from __future__ import annotations

import numpy as np


def dropout_network(
    x: np.ndarray,
    params: dict[str, np.ndarray],
    p_input: float,
    p_hidden: float,
    rng: np.random.Generator | None = None,
) -> np.ndarray:
    """Return the output of a two-layer network with the dropout of the first papers.

    Without dropout, in column layout, one sample per column:

        h = relu(W1 x + b1),    output = W2 h + b2

    With a generator `rng` the network is being trained. Entries of x are dropped (set to 0) with
    probability p_input, entries of h, after the ReLU, with probability p_hidden. Nothing is made
    larger to make up for it. So that two right answers agree to the last digit, the random numbers
    are drawn in this way: first rng.random(x.shape), then rng.random(h.shape), both always, even if
    a probability is 0. An entry is dropped where its number is below the probability.

    Without one (`rng` is None) the network is used. Nothing is dropped; every layer's weights are
    multiplied by the probability of keeping what goes into it,

        h = relu((1 - p_input) W1 x + b1),    output = (1 - p_hidden) W2 h + b2

    since the next unit is used to as many inputs on average. Biases were never dropped, so they are
    not scaled.

    x                  float64 of shape (d, m): m samples
    params             "W1" (k, d), "b1" (k, 1), "W2" (c, k), "b2" (c, 1), all float64
    p_input, p_hidden  0 or more, below 1; usually small for inputs and 0.5 for hidden units
    returns            float64 of shape (c, m)

    - For the last layer the scaling gives exactly the mean of the output over all masks of h. For
      the first it does not, as a ReLU of a mean is no mean of ReLUs: but in practice it is near.
    - (1 - p) times the output of inverted dropout for the same mask is what is passed on here.
    - There is nothing to raise, and no input is changed.

    Example: one unit, in use: relu(0.8 * 5 * 1 + 1) = 5, then 0.5 * 2 * 5 - 1
        >>> params = {"W1": np.array([[5.0]]), "b1": np.array([[1.0]]),
        ...           "W2": np.array([[2.0]]), "b2": np.array([[-1.0]])}
        >>> dropout_network(np.array([[1.0]]), params, p_input=0.2, p_hidden=0.5)
        array([[4.]])

    Source: Hinton et al., "Improving neural networks by preventing co-adaptation of feature
    detectors" (2012), https://arxiv.org/abs/1207.0580; Srivastava et al., "Dropout" (2014),
    sections 4 and 10, https://jmlr.org/papers/v15/srivastava14a.html

    """
    ### BEGIN SOLUTION
    w1, w2 = params["W1"], params["W2"]
    if rng is None:
        w1, w2 = (1 - p_input) * w1, (1 - p_hidden) * w2
    else:
        x = np.where(rng.random(x.shape) < p_input, 0.0, x)
    h = np.maximum(w1 @ x + params["b1"], 0)
    if rng is not None:
        h = np.where(rng.random(h.shape) < p_hidden, 0.0, h)
    return w2 @ h + params["b2"]
    ### END SOLUTION
