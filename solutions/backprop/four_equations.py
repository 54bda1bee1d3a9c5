"""Backpropagation in four equations, for any number of layers, a sample per column."""

from __future__ import annotations

import numpy as np


def backward_propagation(
    y: np.ndarray,
    cache: dict[str, np.ndarray],
    parameters: dict[str, np.ndarray],
    hidden: str = "sigmoid",
) -> dict[str, np.ndarray]:
    """Return the gradients of a network of L layers, from what its forward pass has kept.

    The forward pass, for the layers l = 1, ..., L with A0 the input, a sample per column:

        Zl = Wl A(l-1) + bl       (n_l, m)
        Al = f(Zl)                f is `hidden` for l < L and the sigmoid for l = L

    The loss of a sample is binary cross-entropy, added up over the n_L outputs; the loss is its
    mean over the m samples. The four equations, with delta_l the derivative of each sample's own
    loss by its column of Zl:

        1  delta_L = AL - Y                                sigmoid and cross-entropy together
        2  delta_l = W(l+1)^T delta_(l+1) * f'(Zl)         * entry by entry
        3  dbl = sum of the columns of delta_l / m         (n_l, 1)
        4  dWl = delta_l A(l-1)^T / m                      (n_l, n_(l-1))

    y           float64 of shape (n_L, m), from 0 to 1
    cache       "A0", and "Z1", "A1", ..., "ZL", "AL": float64 arrays of shape (n_l, m)
    parameters  "W1", "b1", ..., "WL", "bL": Wl of shape (n_l, n_(l-1)), bl of shape (n_l, 1),
                float64 or integers
    hidden      "sigmoid": f' = a (1 - a); "tanh": f' = 1 - a**2; "relu": f' = 1 where z > 0, else 0
    returns     a dict with "dW1", "db1", ..., "dWL", "dbL", float64 arrays with the shapes of the
                parameters

    - L is half the number of parameters. L = 1 is logistic regression; `hidden` then plays no part.
    - The equations in the text are for one sample, where nothing is divided. For m samples each
      gradient is the mean of the samples' own: hence the sums and 1 / m in equations 3 and 4, and
      only there.
    - What is in the cache is right: no need to compute it again. Nothing passed in is changed.
    - Raises ValueError for any other `hidden`, also where it plays no part.

    Example: the network of the text, two inputs, three hidden neurons, one output.
        >>> cache = {
        ...     "A0": np.array([[1.0], [2.0]]),
        ...     "Z1": np.array([[0.5], [1.1], [1.7]]),
        ...     "A1": np.array([[0.62245933], [0.75026011], [0.84553473]]),
        ...     "Z2": np.array([[1.79691088]]),
        ...     "A2": np.array([[0.85777248]]),
        ... }
        >>> w1 = np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
        >>> parameters = {"W1": w1, "b1": np.zeros((3, 1)),
        ...               "W2": np.array([[0.7, 0.8, 0.9]]), "b2": np.zeros((1, 1))}
        >>> grads = backward_propagation(np.array([[1.0]]), cache, parameters)
        >>> grads["dW2"].round(4)
        array([[-0.0885, -0.1067, -0.1203]])
        >>> grads["dW1"].round(4)
        array([[-0.0234, -0.0468],
               [-0.0213, -0.0426],
               [-0.0167, -0.0334]])

    Source: Nielsen, "Neural Networks and Deep Learning" (2015), chapter 2 (equations BP1 to BP4),
    http://neuralnetworksanddeeplearning.com/chap2.html

    """
    ### BEGIN SOLUTION
    if hidden not in ("sigmoid", "tanh", "relu"):
        raise ValueError(f"unknown activation {hidden!r}")
    layers, m = len(parameters) // 2, y.shape[1]
    grads = {}
    delta = cache[f"A{layers}"] - y
    for layer in range(layers, 0, -1):
        a = cache[f"A{layer - 1}"]  # what came in, the activation of the layer before
        grads[f"dW{layer}"] = delta @ a.T / m
        grads[f"db{layer}"] = delta.sum(axis=1, keepdims=True) / m
        if layer > 1:
            back = parameters[f"W{layer}"].T @ delta
            if hidden == "sigmoid":
                delta = back * a * (1 - a)
            elif hidden == "tanh":
                delta = back * (1 - a**2)
            else:
                delta = np.where(cache[f"Z{layer - 1}"] > 0, back, 0.0)
    return grads
    ### END SOLUTION
