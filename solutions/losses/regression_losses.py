"""Four regression losses: how hard to punish an error, and how hard to pull back."""

from __future__ import annotations

import numpy as np


def regression_losses(
    prediction: np.ndarray, target: np.ndarray, delta: float = 1.0
) -> dict[str, tuple[float, np.ndarray]]:
    """Return loss and gradient of MSE, MAE, Huber and log-cosh.

    With e = prediction - target, entry by entry, each loss is the mean over all N entries of

        "mse"        e**2
        "mae"        |e|
        "huber"      e**2 / 2 where |e| <= delta, else delta * (|e| - delta / 2)
        "log_cosh"   log(cosh(e))

    prediction  float64 of any shape, at least one entry
    target      float64 of the same shape
    delta       above 0: where Huber turns from a parabola into a straight line
    returns     a dict with these four keys; every value is a pair (loss, gradient): a float, and
                the derivative of the loss by `prediction`, float64 of its shape

    - MSE has no factor 1/2 here, Huber has one. Both are means: so every gradient has a factor 1/N.
    - The slope of |e| at e = 0 is taken to be 0.
    - Errors of 1000 are ordinary: cosh(1000) overflows, log(cosh(1000)) is 999.306853 all the same.
      Use log(cosh(e)) = |e| + log(1 + exp(-2 |e|)) - log 2.
    - There is nothing to raise.

    Example:
        >>> losses = regression_losses(np.array([4.0, 1.5]), np.array([1.0, 1.0]))
        >>> {name: round(float(loss), 6) for name, (loss, _) in losses.items()}
        {'mse': 4.625, 'mae': 1.75, 'huber': 1.3125, 'log_cosh': 1.214722}

    Source: Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning" (2nd ed. 2009),
    section 10.6 (equation 10.23 is Huber's loss), https://hastie.su.domains/ElemStatLearn/

    """
    ### BEGIN SOLUTION
    e = prediction - target
    size = np.abs(e)
    bent = np.where(size <= delta, e**2 / 2, delta * (size - delta / 2))
    return {
        "mse": ((e**2).mean(), 2 * e / e.size),
        "mae": (size.mean(), np.sign(e) / e.size),
        "huber": (bent.mean(), np.clip(e, -delta, delta) / e.size),
        "log_cosh": ((size + np.log1p(np.exp(-2 * size)) - np.log(2)).mean(), np.tanh(e) / e.size),
    }
    ### END SOLUTION
