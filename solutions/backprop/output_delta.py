"""The error term of the last layer, and when it is simply a - y."""

from __future__ import annotations

import numpy as np


def output_delta(z: np.ndarray, y: np.ndarray, pair: str) -> tuple[float, np.ndarray]:
    """Return the loss and the error term delta of an output layer, one sample per column.

    `pair` names the activation of the layer and the loss behind it. For column j

        "identity_mse"  a = z            loss_j = sum_i (a_ij - y_ij)**2 / 2
        "sigmoid_mse"   a = sigmoid(z)   loss_j = sum_i (a_ij - y_ij)**2 / 2
        "sigmoid_bce"   a = sigmoid(z)   loss_j = -sum_i [y_ij log a_ij + (1 - y_ij) log(1 - a_ij)]
        "softmax_ce"    a = softmax(z)   loss_j = -sum_i y_ij log a_ij

    and

        loss = mean of loss_j over the m columns
        delta[i, j] = d loss_j / d z_ij        of the column's own loss: no 1 / m in it

    z        float64 of shape (n, m): n outputs, m samples, what the last layer adds up
    y        float64 of shape (n, m), from 0 to 1 except for "identity_mse"; a column adds up to 1
             for "softmax_ce"
    returns  (loss, delta): a float and float64 of shape (n, m)

    - The 1 / m of the mean comes in later, where the samples are added up: in dW and db.
    - Three of the four have delta = a - y: there the slope of the activation cancels against the
      derivative of the loss. (a - y) / (a (1 - a)) times a (1 - a) is the same on paper, but 0 / 0
      as soon as a is 0 or 1. "sigmoid_mse" keeps its a (1 - a): it learns nothing where it is
      saturated, however wrong.
    - Softmax runs down each column, over the n outputs of a sample.
    - z of 1000 or -1000 is ordinary: loss and delta stay finite and right, nothing is clipped, and
      nothing is added inside a logarithm. Compute cross-entropy from z.
    - Raises ValueError for any other pair. Nothing passed in is changed.

    Example: the last neuron of a small network, z = 0.4980 and so a = 0.6220, with target 1.
        >>> z, y = np.array([[0.4979674649614837]]), np.array([[1.0]])
        >>> loss, delta = output_delta(z, y, "sigmoid_mse")
        >>> round(float(loss), 4), delta.round(4)
        (0.0714, array([[-0.0889]]))
        >>> loss, delta = output_delta(z, y, "sigmoid_bce")
        >>> round(float(loss), 4), delta.round(4)
        (0.4748, array([[-0.378]]))

    Source: Bishop, "Pattern Recognition and Machine Learning" (2006), sections 4.3.6 (canonical
    link functions) and 5.3.1; Nielsen, "Neural Networks and Deep Learning" (2015), chapter 3,
    http://neuralnetworksanddeeplearning.com/chap3.html

    """
    ### BEGIN SOLUTION
    m = z.shape[1]
    if pair == "softmax_ce":
        shifted = z - z.max(axis=0)
        log_a = shifted - np.log(np.exp(shifted).sum(axis=0))
        return -(y * log_a).sum() / m, np.exp(log_a) - y
    if pair == "identity_mse":
        return ((z - y) ** 2).sum() / (2 * m), z - y
    small = np.exp(-np.abs(z))  # never overflows
    a = np.where(z > 0, 1, small) / (1 + small)
    if pair == "sigmoid_mse":
        return ((a - y) ** 2).sum() / (2 * m), (a - y) * a * (1 - a)
    if pair == "sigmoid_bce":
        return (np.maximum(z, 0) - y * z + np.log1p(small)).sum() / m, a - y
    raise ValueError(f"unknown pair {pair!r}")
    ### END SOLUTION
