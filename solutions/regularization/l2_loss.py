"""L2 regularization of a network: a spring at every weight, none at the biases."""

from __future__ import annotations

import numpy as np


def l2_loss(
    loss: float,
    params: dict[str, np.ndarray],
    grads: dict[str, np.ndarray],
    lam: float,
    m: int,
) -> tuple[float, dict[str, np.ndarray]]:
    """Add the L2 penalty of all weight matrices to a loss, and its derivative to the gradients.

        total = loss + lam / (2 m) * sum over all weight matrices W of the sum of W**2

    `loss` and `grads` are a network's own: its mean loss over the m samples of a batch, and the
    derivatives of that mean by each parameter. What is returned is `total` and its derivatives.

    loss     a float
    params   float64 arrays of any shapes, by name: "W1", "b1", "W2", "b2" ... A name that begins
             with "W" is a weight matrix, any other is a bias or the like
    grads    arrays of the same names and shapes
    lam      0 or more, the strength (lambda is a keyword of Python)
    m        1 or more
    returns  (total, gradients): a float, and a dict with the names of `params`

    - Only weights are penalized. A bias moves the output but does not make it steeper, and pulling
      it to 0 would only make the network wrong on average.
    - The 2 in lam / (2 m) is there to cancel against the 2 of the derivative.
    - With a step of plain gradient descent the new term multiplies W by 1 - lr lam / m before
      anything else happens. Hence the name weight decay. (With Adam it is not the same: its step
      is divided by a root in which the new term stands too.)
    - `params` and `grads` are not changed: neither dicts nor arrays. There is nothing to raise.

    Example:
        >>> params = {"W1": np.array([[3.0, -4.0]]), "b1": np.array([[10.0]])}
        >>> grads = {"W1": np.array([[0.5, 0.5]]), "b1": np.array([[0.5]])}
        >>> total, gradients = l2_loss(1.0, params, grads, lam=0.4, m=2)
        >>> round(total, 9), gradients["W1"].round(9), gradients["b1"]  # 1 + 0.1 * (9 + 16)
        (3.5, array([[ 1.1, -0.3]]), array([[0.5]]))

    Source: Krogh and Hertz, "A Simple Weight Decay Can Improve Generalization" (1991); Goodfellow,
    Bengio, Courville, "Deep Learning" (2016), section 7.1.1, https://www.deeplearningbook.org

    """
    ### BEGIN SOLUTION
    squares = sum(float(np.sum(p**2)) for name, p in params.items() if name.startswith("W"))
    gradients = {
        name: grads[name] + lam / m * p if name.startswith("W") else grads[name].copy()
        for name, p in params.items()
    }
    return loss + lam / (2 * m) * squares, gradients
    ### END SOLUTION
