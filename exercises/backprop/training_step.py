"""One step of training: forward, backward, update, and the loss it should lead to."""

from __future__ import annotations

import numpy as np


def training_step(
    x: np.ndarray, y: np.ndarray, parameters: dict[str, np.ndarray], lr: float
) -> tuple[float, float, dict[str, np.ndarray]]:
    """Take a step of gradient descent; return the loss before it, a forecast, and the parameters.

    A network of L layers, all of them sigmoid, a sample per column. With A0 = x, l = 1, ..., L:

        Zl = Wl A(l-1) + bl,   Al = 1 / (1 + exp(-Zl))

        loss      = mean over the m columns of the binary cross-entropy, natural logarithm, of
                    AL with y, added up over the n_L outputs
        gradient  dWl, dbl: the derivatives of this loss, 1 / m included
        step      Wl becomes Wl - lr dWl,  bl becomes bl - lr dbl,  all at once
        forecast  = loss - lr * (sum of the squares of all entries of all gradients)

    x           float64 of shape (n_0, m)
    y           float64 of shape (n_L, m), from 0 to 1
    parameters  "W1", "b1", ..., "WL", "bL": Wl of shape (n_l, n_(l-1)), bl of shape (n_l, 1),
                float64 or integers; L >= 1
    lr          the learning rate, above 0
    returns     (loss, forecast, parameters): two floats, and a new dict with the same keys, the
                parameters after the step, all float64

    - The forecast is the beginning of a Taylor series: moving a parameter by -lr g changes the loss
      by about g times that. For L(w) = w**2 at w = 2 and lr = 0.1: g = 4, forecast 4 - 0.1 * 16 =
      2.4, while really w = 1.6 and L = 2.56. The error shrinks like lr**2. With a large lr the
      forecast is far off, below 0 even, and the loss may rise: give the forecast as it is.
    - All gradients belong to the parameters before the step: W is still the old one when it carries
      delta back.
    - Z of 1000 or -1000 is ordinary: the loss stays finite and right (compute it from ZL).
    - Nothing passed in is changed. There is nothing to raise.

    Example: the network of the text, two inputs, three hidden neurons, one output, target 1.
        >>> parameters = {
        ...     "W1": np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]), "b1": np.zeros((3, 1)),
        ...     "W2": np.array([[0.7, 0.8, 0.9]]), "b2": np.zeros((1, 1)),
        ... }
        >>> x, y = np.array([[1.0], [2.0]]), np.array([[1.0]])
        >>> loss, forecast, after = training_step(x, y, parameters, 0.5)
        >>> round(float(loss), 4), round(float(forecast), 4), after["b2"].round(4)
        (0.1534, 0.1226, array([[0.0711]]))
        >>> round(float(training_step(x, y, after, 0.5)[0]), 4)
        0.1252

    Source: Goodfellow, Bengio, Courville, "Deep Learning" (MIT Press 2016), sections 4.3 and 6.5,
    https://www.deeplearningbook.org

    """
    raise NotImplementedError("training_step")
