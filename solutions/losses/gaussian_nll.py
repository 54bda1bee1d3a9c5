"""Gaussian negative log-likelihood: predict a value, and how sure you are of it."""

from __future__ import annotations

import numpy as np


def gaussian_nll(
    mean: np.ndarray, log_var: np.ndarray, target: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray]:
    """Return the mean negative log-likelihood of `target`, and its gradients.

    A model predicts a Gaussian for every entry, by its mean and by v = log_var, the logarithm of
    its variance sigma**2. With e = target - mean:

        loss = mean of (log(2 pi) + v + e**2 exp(-v)) / 2      over all N entries

    mean, log_var, target  float64 of one shape, any, with at least one entry
    returns                (loss, by_mean, by_log_var): a float, and its derivatives by `mean` and
                           by `log_var`, float64 of their shape

    - log_var is the logarithm of the variance, not of the standard deviation: any real number is
      a valid prediction, and nothing needs to be kept positive.
    - The constant log(2 pi) / 2 is part of the loss. The loss may be negative: a density is not a
      probability.
    - With v fixed the loss is the squared error over 2 sigma**2, plus a constant. With e fixed it
      is least at sigma**2 = e**2: more certainty than that is punished, and less as well.
    - |v| is 300 at most. There is nothing to raise.

    Example:
        >>> one = np.ones(1)
        >>> loss, *gradients = gaussian_nll(one, np.zeros(1), 3 * one)
        >>> round(float(loss), 6), gradients
        (2.918939, [array([-2.]), array([-1.5])])

    Source: Bishop, "Pattern Recognition and Machine Learning" (2006), section 1.2.4; Nix and
    Weigend, "Estimating the mean and variance of the target probability distribution" (1994)

    """
    ### BEGIN SOLUTION
    e = target - mean
    precision = np.exp(-log_var)
    loss = (np.log(2 * np.pi) + log_var + e**2 * precision).mean() / 2
    return loss, -e * precision / e.size, (1 - e**2 * precision) / (2 * e.size)
    ### END SOLUTION
