"""Loss and gradients of a network with one hidden layer, worked out by hand for a whole batch."""

from __future__ import annotations

import numpy as np


def mlp_backward(
    x: np.ndarray,
    y: np.ndarray,
    w1: np.ndarray,
    b1: np.ndarray,
    w2: np.ndarray,
    b2: np.ndarray,
) -> tuple[float, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return the loss of a two-layer classifier and its gradients by the four parameters.

    A batch of n rows goes forward, one row per example:

        z1 = x w1 + b1            (n, h)
        a1 = max(z1, 0)           (n, h)   ReLU; its derivative at 0 is 0
        z2 = a1 w2 + b2           (n, c)   the logits
        p  = softmax of each row of z2
        loss = mean over the n rows of -log p[i, y[i]]     natural logarithm

    x        (n, d) inputs                        w1  (d, h)    b1  (h,)
    y        (n,) integers from 0 to c - 1        w2  (h, c)    b2  (c,)
    returns  (loss, dw1, db1, dw2, db2): the loss as a float (or an array without axes), then the
             derivative of the loss by each parameter, new arrays with the parameter's shape

    - The mean belongs to the loss, so every gradient has its 1 / n too. Nothing is averaged over
      classes.
    - x and the parameters share one dtype, float32 or float64, and the gradients have it.
    - Logits of 10,000 are ordinary: no overflow, no nan, and a loss of 20,000 where that is the
      answer. Nothing is added inside the logarithm.
    - A class may have no row in the batch; c is the width of w2. Every length is at least 1.
    - No argument is changed. There is nothing to raise.

    Example: one row, two inputs, two hidden units (the second one off), three classes. The logits
    are 2, -1 and 0.5.
        >>> x, y = np.array([[1.0, 2.0]]), np.array([0])
        >>> w1, b1 = np.array([[1.0, -1.0], [0.5, 0.5]]), np.array([0.0, -1.0])
        >>> w2, b2 = np.array([[1.0, -0.5, 0.25], [3.0, 3.0, 3.0]]), np.zeros(3)
        >>> loss, dw1, db1, dw2, db2 = mlp_backward(x, y, w1, b1, w2, b2)
        >>> round(float(loss), 8)
        0.2413113
        >>> db2.round(8)
        array([-0.21440297,  0.03911257,  0.17529039])
        >>> dw1.round(8)
        array([[-0.19013665,  0.        ],
               [-0.38027331,  0.        ]])

    Source: Rumelhart, Hinton, Williams, "Learning representations by back-propagating errors",
    Nature 323 (1986), https://doi.org/10.1038/323533a0; for batches Goodfellow, Bengio, Courville,
    "Deep Learning" (MIT Press 2016), section 6.5, https://www.deeplearningbook.org

    """
    raise NotImplementedError("mlp_backward")
