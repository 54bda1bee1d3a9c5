"""Mutual information: how much one thing tells about another."""

from __future__ import annotations

import numpy as np


def mutual_information(counts: np.ndarray) -> float:
    """Return the mutual information of two variables from a table of joint counts, in nats.

        P[a, b] = counts[a, b] / sum of all counts
        I       = sum_{a, b} P[a, b] log(P[a, b] / (Px[a] Py[b]))

    Px[a] = sum_b P[a, b] and Py[b] = sum_a P[a, b] are the marginal distributions.

    counts   float64 of shape (A, B), none negative, not all 0: counts[a, b] is how often x = a came
             together with y = b, for instance b as the character after a
    returns  one float, 0 or more up to rounding; log is the natural logarithm

    - A pair that never came adds 0 (0 times -inf would be nan). A whole row or column may be 0.
    - I is KL(P || Px Py): 0 when x and y are independent, H(x) when y decides x. Nothing is
      smoothed and no bias is corrected.

    Example:
        >>> round(float(mutual_information(np.array([[3.0, 1.0], [1.0, 3.0]]))), 8)
        0.13081204

    Source: MacKay, "Information Theory, Inference, and Learning Algorithms" (Cambridge University
    Press 2003), section 8.1, https://www.inference.org.uk/mackay/itila/

    """
    raise NotImplementedError("mutual_information")
