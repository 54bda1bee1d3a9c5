"""Entropy, cross-entropy and KL divergence: what surprise costs, and what a wrong model adds."""

from __future__ import annotations

import numpy as np


def entropy_and_kl(p: np.ndarray, q: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return entropy, cross-entropy and KL divergence of every pair of rows, in nats.

        H(p)      = -sum_i p[i] log p[i]             the mean surprise of one who knows p
        H(p, q)   = -sum_i p[i] log q[i]             of one who believes in q while p is true
        KL(p||q)  =  sum_i p[i] log(p[i] / q[i])     what the wrong belief adds

    p, q     float64 of shape (n, V): n pairs of distributions, the rows sum to 1
    returns  (entropy, cross_entropy, kl), each float64 of shape (n,); log is the natural logarithm

    - Where p[i] = 0 the term is 0 in all three, also if q[i] is 0: what never happens surprises
      nobody. (0 times -inf would be nan.)
    - Where p[i] > 0 and q[i] = 0 cross-entropy and KL are inf: q calls impossible what happens.
      Nothing is added to p or q, nothing is left out.
    - KL is not symmetric: expectations are under p, the first argument.
    - H(p, q) = H(p) + KL(p||q), and KL is 0 only for p = q. There is nothing to raise.

    Example:
        >>> p, q = np.array([[0.5, 0.5, 0.0]]), np.array([[0.9, 0.1, 0.0]])
        >>> [x.round(6) for x in entropy_and_kl(p, q)]
        [array([0.693147]), array([1.203973]), array([0.510826])]

    Source: MacKay, "Information Theory, Inference, and Learning Algorithms" (Cambridge University
    Press 2003), sections 2.4 to 2.6, https://www.inference.org.uk/mackay/itila/

    """
    raise NotImplementedError("entropy_and_kl")
