"""Multi-task loss: how several losses become one."""

from __future__ import annotations

import numpy as np


def multi_task_loss(
    losses: np.ndarray, weights: np.ndarray, log_vars: np.ndarray, classifies: np.ndarray
) -> dict[str, tuple]:
    """Return the total loss of T tasks, weighted in two ways, with its gradients.

    "fixed": by weights that somebody chose,

        loss = sum_i weights[i] losses[i]

    "uncertainty": by weights that are learned. Each task has a noise of variance sigma**2, given
    by its logarithm s = log_vars[i], which is trained along with the network:

        a regression costs      exp(-s) losses[i] / 2 + s / 2
        a classification costs  exp(-s) losses[i]     + s / 2
        loss = sum of the costs of all tasks

    losses      float64 of shape (T,), T >= 1: the mean loss of each task by itself, 0 or more: the
                MSE of a regression, the cross-entropy of a classification
    weights     float64 of shape (T,), 0 or more; they need not add up to 1 and are not normalized
    log_vars    float64 of shape (T,): any real numbers, |s| is 300 at most
    classifies  bool of shape (T,): True for a classification, False for a regression
    returns     a dict:
                    "fixed"        (loss, by_losses)
                    "uncertainty"  (loss, by_losses, by_log_vars)
                a float, its derivatives by `losses` (by how much each task's gradient is
                multiplied), and its derivatives by `log_vars`, both float64 of shape (T,)

    - Both are sums, not means: nothing is divided by T.
    - The 1/2 of a regression is that of the Gaussian's exp(-e**2 / (2 sigma**2)); a softmax, whose
      logits are divided by sigma**2, has none, and its cost is an approximation (see the source).
    - s / 2 = log sigma is the price of claiming not to know. Without it the total would go to 0
      by making every s larger. So the total may be negative.
    - Each way leaves alone what it has no use for. There is nothing to raise.

    Example:
        >>> total = multi_task_loss(
        ...     np.array([0.8, 1.2]), np.array([0.5, 0.25]), np.zeros(2), np.array([False, True])
        ... )
        >>> round(float(total["fixed"][0]), 6), round(float(total["uncertainty"][0]), 6)
        (0.7, 1.6)
        >>> total["uncertainty"][1:]
        (array([0.5, 1. ]), array([ 0.1, -0.7]))

    Source: Kendall, Gal, Cipolla, "Multi-Task Learning Using Uncertainty to Weigh Losses for Scene
    Geometry and Semantics" (2018), section 3.2, https://arxiv.org/abs/1705.07115

    """
    raise NotImplementedError("multi_task_loss")
