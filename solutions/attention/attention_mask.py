"""Attention masks: who may look at whom, for padding and for the future."""

from __future__ import annotations

import numpy as np


def attention_mask(lengths: np.ndarray, n: int, causal: bool = False) -> np.ndarray:
    """Return the mask of a batch of padded sequences: True where a position may look.

        mask[i, 0, t, s]  =  (s < lengths[i])  and  (s <= t, if causal)

    t is the position that asks (the query), s the one that answers (the key). The sequences were
    padded at their end to the common length n: of sequence i the first lengths[i] positions are
    real, the others are padding.

    lengths  int64 of shape (b,), each from 1 to n; never changed
    n        the common length
    causal   True: a position sees itself and what stands before it, as in a decoder. False: it sees
             both sides, as in an encoder
    returns  bool of shape (b, 1, n, n). The axis of length 1 stands for the heads: the mask
             broadcasts to the scores of any number of heads

    - The mask goes by keys alone: a position of padding may ask like any other. What it gets is
      never used, but a row of the mask without a True would make its softmax 0 / 0 = nan.
    - Raise ValueError if a length is below 1 or above n.

    Example: a sequence of two real positions and one of padding
        >>> attention_mask(np.array([2]), 3)[0, 0].astype(int)
        array([[1, 1, 0],
               [1, 1, 0],
               [1, 1, 0]])
        >>> attention_mask(np.array([2]), 3, causal=True)[0, 0].astype(int)
        array([[1, 0, 0],
               [1, 1, 0],
               [1, 1, 0]])

    Source: Vaswani et al., "Attention Is All You Need", NeurIPS 2017, section 3.2.3,
    https://arxiv.org/abs/1706.03762

    """
    ### BEGIN SOLUTION
    if lengths.min() < 1 or lengths.max() > n:
        raise ValueError(f"lengths {lengths} do not all lie in 1 ... {n}")
    s = np.arange(n)
    real = s < lengths[:, None, None, None]
    past = s <= s[:, None] if causal else np.ones((n, n), dtype=bool)
    return real & past
    ### END SOLUTION
