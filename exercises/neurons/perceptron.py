"""The perceptron: one neuron with a threshold, and the first rule by which a machine learned."""

from __future__ import annotations

import numpy as np


class Perceptron:
    """A neuron that says 1 or 0, trained sample by sample.

        z          = w . x + b
        prediction = 1 if z > 0, else 0            z = 0 gives 0

    Training goes through the samples in the order of their rows, and corrects at once:

        error = target - prediction                -1, 0 or 1, by the weights of this moment
        w    <- w + lr * error * x
        b    <- b + lr * error

    n_inputs  d, the number of inputs
    lr        learning rate, above 0

    The attributes `w`, a float64 array of shape (d,), and `b`, a float, start at 0. They can be
    read and set at any time; training goes on from what they are.

    Example: AND, learned in six epochs.
        >>> x, y = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 0, 0, 1])
        >>> neuron = Perceptron(2)
        >>> neuron.train(x, y, epochs=7)
        [1, 3, 3, 2, 1, 0, 0]
        >>> neuron.w.tolist(), neuron.b, neuron.predict(x).tolist()
        ([2.0, 1.0], -2.0, [0, 0, 0, 1])

    Source: Rosenblatt, "The perceptron: a probabilistic model for information storage and
    organization in the brain", Psychological Review 65 (1958); Bishop, "Pattern Recognition and
    Machine Learning" (2006), section 4.1.7 (with targets -1 and 1)

    """

    def __init__(self, n_inputs: int, lr: float = 1.0) -> None:
        self.w = np.zeros(n_inputs)
        self.b = 0.0
        self.lr = lr

    def predict(self, x: np.ndarray) -> np.ndarray:
        """Return the prediction for every row of `x`, int64 of shape (n,).

        x  float64 of shape (n, d); never changed
        """
        raise NotImplementedError("perceptron")

    def train(self, x: np.ndarray, y: np.ndarray, epochs: int) -> list[int]:
        """Go through all samples `epochs` times; return how many were wrong in each epoch.

        x       float64 of shape (n, d); never changed
        y       int64 of shape (n,), the targets 0 and 1; never changed
        epochs  0 or more; all of them are run, also after one without errors

        A sample is wrong if it is predicted wrongly when its turn comes, before its correction.
        """
        raise NotImplementedError("perceptron")
