"""Bayes' rule: what to believe after seeing the evidence."""

from __future__ import annotations

import numpy as np


def bayes_posterior(prior: np.ndarray, likelihoods: np.ndarray) -> np.ndarray:
    """Return how probable each hypothesis is after m independent observations.

        result[h] = prior[h] * prod_i likelihoods[i, h] / evidence
        evidence  = sum_g prior[g] * prod_i likelihoods[i, g]

    prior        float64 of shape (k,): P(h) before any observation; sums to 1
    likelihoods  float64 of shape (m, k), m >= 0, no entry negative: likelihoods[i, h] is P(what was
                 observed in step i | h). A row need not sum to 1: it is not a distribution over
                 hypotheses, and may hold densities above 1
    returns      float64 of shape (k,); sums to 1

    - The observations are independent given the hypothesis (as in naive Bayes), so their
      likelihoods multiply. Without any observation the posterior is the prior.
    - Thousands of observations are ordinary. Their product is 0 in float64 for every hypothesis,
      and 0 / 0 is nan: work with logarithms and subtract the largest before exp.
    - A hypothesis with prior 0, or for which one observation is impossible, gets exactly 0, however
      well the rest fits. Nothing is smoothed.
    - If that holds for every hypothesis, there is no posterior: raise ValueError.

    Example, a sentence that contains "喜欢", with the hypotheses positive and negative:
        >>> bayes_posterior(np.array([0.6, 0.4]), np.array([[0.8, 0.2]])).round(8)
        array([0.85714286, 0.14285714])

    Source: MacKay, "Information Theory, Inference, and Learning Algorithms" (Cambridge University
    Press 2003), sections 2.3 and 3.2, https://www.inference.org.uk/mackay/itila/

    """
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):
        logs = np.log(prior) + np.log(likelihoods).sum(axis=0)
    if np.isneginf(logs).all():
        raise ValueError("every hypothesis is impossible")
    weights = np.exp(logs - logs.max())
    return weights / weights.sum()
    ### END SOLUTION
