"""Channel pruning: the weakest filters leave, and the next layer stops listening to them."""

from __future__ import annotations

import numpy as np


def prune_channels(
    w1: np.ndarray, b1: np.ndarray, w2: np.ndarray, keep: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return two convolutions, one after the other, with only `keep` channels between them.

    The first has c filters, one for each channel it gives. A filter's norm says how much it
    matters:

        norm[i] = sum over j, p, q of |w1[i, j, p, q]|           the L1 norm, without the bias

    The `keep` filters with the largest norms stay. All others leave with everything that belongs to
    them: their weights in w1, their biases in b1, and in w2 the weights by which each of its
    filters listens to their channels.

    w1       float64 of shape (c, a, kh, kw): filters, input channels, height, width
    b1       float64 of shape (c,)
    w2       float64 of shape (o, c, kh2, kw2): its input channels are the filters of w1
    keep     1 ... c
    returns  (kept, w1, b1, w2): kept, int64 of shape (keep,), the numbers of the filters that
             stayed, in ascending order, and copies of the weights with the shapes
             (keep, a, kh, kw), (keep,) and (o, keep, kh2, kw2)

    - The channels that stay keep their order.
    - Of filters with the same norm, those with the smaller numbers stay.
    - The shapes really shrink: filters set to 0 would cost as much time as before.
    - Raises ValueError unless 1 <= keep <= c.
    - No argument is changed.

    Example: norms 3, 4 and 1.
        >>> w1 = np.array([3.0, -4.0, 1.0]).reshape(3, 1, 1, 1)
        >>> w2 = np.arange(6.0).reshape(2, 3, 1, 1)
        >>> kept, small1, bias, small2 = prune_channels(w1, np.array([0.5, 0.6, 0.7]), w2, 2)
        >>> kept, small1.ravel(), bias, small2[:, :, 0, 0].tolist()
        (array([0, 1]), array([ 3., -4.]), array([0.5, 0.6]), [[0.0, 1.0], [3.0, 4.0]])

    Source: Li et al., "Pruning Filters for Efficient ConvNets" (2017), section 3.1,
    https://arxiv.org/abs/1608.08710

    """
    ### BEGIN SOLUTION
    c = len(w1)
    if not 1 <= keep <= c:
        raise ValueError(f"cannot keep {keep} of {c} channels")
    norms = np.abs(w1).sum(axis=(1, 2, 3))
    strongest = np.argsort(-norms, kind="stable")[:keep]
    kept = np.sort(strongest)
    return kept, w1[kept], b1[kept], w2[:, kept]
    ### END SOLUTION
