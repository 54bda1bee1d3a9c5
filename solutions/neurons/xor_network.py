"""Threshold units by hand: one where one can do it, two layers for XOR."""

from __future__ import annotations

import numpy as np


def threshold_network(table: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return threshold units that compute a truth table, in as few layers as can be.

    A unit says 1 where its weighted sum is above 0, else 0. A layer (w, b) of k units turns its
    inputs x into

        w x + b > 0              w of shape (k, inputs), b of shape (k,); a sum of 0 gives 0

    and the next layer takes these zeros and ones for its inputs.

    table    int64 of shape (2**d,), d = 1, 2 or 3; zeros and ones, at least one of each; never
             changed. Entry i is wanted for the inputs that are the d binary digits of i, the
             first input being the highest digit: for d = 2 the inputs are (0, 0), (0, 1),
             (1, 0), (1, 1).
    returns  a list of layers, tuples (w, b) of int64 or float64, that compute the table:
             one layer of one unit if one unit can do it,
             otherwise two layers: any number of hidden units, then one unit

    - Which weights is up to you; only what the network computes is checked, and its layers.
    - One unit cannot do XOR, [0, 1, 1, 0]. It would need b <= 0 and w1 + w2 + b <= 0 for the
      zeros, w1 + b > 0 and w2 + b > 0 for the ones. The sum of the first two is w1 + w2 + 2 b <= 0,
      of the last two w1 + w2 + 2 b > 0.
    - Up to d = 3, what one unit can do at all it can do with weights -2, -1, 0, 1 and 2, and a
      whole number for b.
    - Two layers can do any table. There is nothing to raise.

    Example: NAND by one unit; XOR as (x1 OR x2) AND (x1 NAND x2). Other weights are as right.
        >>> nand = [(np.array([[-1, -1]]), np.array([2]))]
        >>> xor = [
        ...     (np.array([[1, 1], [-1, -1]]), np.array([0, 2])),
        ...     (np.array([[1, 1]]), np.array([-1])),
        ... ]
        >>> len(threshold_network(np.array([1, 1, 1, 0]))) == len(nand)
        True
        >>> len(threshold_network(np.array([0, 1, 1, 0]))) == len(xor)
        True

    Source: McCulloch and Pitts, "A logical calculus of the ideas immanent in nervous activity",
    Bulletin of Mathematical Biophysics 5 (1943), https://doi.org/10.1007/BF02478259; Minsky and
    Papert, "Perceptrons" (1969)

    """
    ### BEGIN SOLUTION
    d = len(table).bit_length() - 1
    corners = np.array(list(np.ndindex(*(2,) * d)))
    weights = np.array(list(np.ndindex(*(5,) * d))) - 2
    sums = corners @ weights.T
    highest_zero = sums[table == 0].max(axis=0)
    lowest_one = sums[table == 1].min(axis=0)
    if (lowest_one > highest_zero).any():
        best = (lowest_one - highest_zero).argmax()
        return [(weights[best][None, :], -highest_zero[best][None])]
    ones = corners[table == 1]
    hidden = (2 * ones - 1, 1 - ones.sum(axis=1))
    return [hidden, (np.ones((1, len(ones))), np.zeros(1))]
    ### END SOLUTION
