"""Top-k and top-p: cut the tail of a distribution off before drawing from it."""

from __future__ import annotations

import numpy as np


def top_k_top_p(probs: np.ndarray, k: int | None = None, p: float | None = None) -> np.ndarray:
    """Return `probs` with unlikely tokens set to 0 and every row made to sum to 1 again.

    Every row is handled on its own, in two steps:

    1. Top-k. Only the k most probable tokens stay; what stays is divided by its sum.
    2. Top-p (nucleus). Of what step 1 left, the most probable tokens stay, as few of them as are
       needed for their probabilities to add up to p or more; what stays is divided by its sum.

    probs    float64 of shape (n, V): n distributions over V tokens; never changed
    k        how many tokens stay, 1 or more; None, or a k above V, skips step 1
    p        the mass that is needed, 0 < p <= 1; None, or p = 1, skips step 2
    returns  float64 of shape (n, V), in the order of `probs`; every row sums to 1

    - The token that crosses p stays: with 0.5, 0.3, 0.2 and p = 0.7 the first two stay, mass 0.8,
      not the first alone. So at least one token stays, however small p is.
    - A mass of exactly p is enough: with 0.5, 0.25, 0.25 and p = 0.5 the first stays alone.
    - p is compared with probabilities after step 1, which sum to 1 again.
    - Of equally probable tokens the one with the smaller index goes first, in both steps: exactly
      k tokens stay, never more.
    - Every row has at least k tokens of probability above 0, without k at least one. There is
      nothing to raise.

    Example:
        >>> top_k_top_p(np.array([[0.3, 0.5, 0.2]]), p=0.7)
        array([[0.375, 0.625, 0.   ]])

    Sources: Fan, Lewis, Dauphin, "Hierarchical Neural Story Generation" (2018), section 5.4,
    https://arxiv.org/abs/1805.04833; Holtzman et al., "The Curious Case of Neural Text
    Degeneration" (2020), section 3.1, https://arxiv.org/abs/1904.09751

    """
    raise NotImplementedError("top_k_top_p")
