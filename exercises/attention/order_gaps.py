"""What attention knows of order: nothing, until positions are added."""

from __future__ import annotations

import math

import numpy as np

from grader.blocks import softmax  # the exercise `softmax`, given: softmax(x, axis=-1)


def order_gaps(
    x: np.ndarray,
    w_query: np.ndarray,
    w_key: np.ndarray,
    w_value: np.ndarray,
    positions: np.ndarray,
    order: np.ndarray,
) -> tuple[float, float, float]:
    """Return three largest differences that show what self-attention makes of another order.

    Self-attention of a sequence z of n vectors, one in each row:

        f(z) = softmax(z w_query (z w_key)^T / sqrt(s)) z w_value      softmax over each row

    P reorders rows: (P z)[i] = z[order[i]]. "I am a student" becomes "student a am I". Return

        moved    = max |f(P x) - f(x)|              0 would mean invariant: the same rows again
        gap      = max |f(P x) - P f(x)|            0 means equivariant: the same rows, reordered
        placed   = max |f(P x + positions) - P f(x + positions)|

    each the largest absolute entry of an (n, e) difference.

    x          (n, d), the vectors of the words
    w_query    (d, s)
    w_key      (d, s)
    w_value    (d, e)
    positions  (n, d); row i belongs to place i, whichever word stands there
    order      int64 of shape (n,), every index from 0 to n - 1 once
    returns    (moved, gap, placed), three floats

    - Self-attention is equivariant: gap is 0 but for rounding, about 1e-16. Often it is called
      invariant, which is not so: moved is not 0.
    - Positions stay where they are while the words move. That is why placed is not 0: now the
      same words in another order are another sentence.
    - `softmax` above is SciPy's: say axis=-1, or it runs over the whole array.
    - All arrays but `order` are float64; none is changed. There is nothing to raise.

    Example: two words change places
        >>> x, one = np.array([[1.0], [3.0]]), np.ones((1, 1))
        >>> moved, gap, placed = order_gaps(
        ...     x, one, one, one, np.array([[0.0], [1.0]]), np.array([1, 0]))
        >>> round(moved, 8), round(gap, 8), round(placed, 8)
        (0.2334606, 0.0, 1.04740744)

    Source: Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.5,
    https://arxiv.org/abs/1706.03762; Lee et al., "Set Transformer", ICML 2019, section 3,
    https://arxiv.org/abs/1810.00825

    """

    raise NotImplementedError("order_gaps")
