"""Greedy decoding: write the likeliest token, read it back, go on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable


def greedy_decode(
    next_logits: Callable[[np.ndarray], np.ndarray], bos: int, eos: int, most: int
) -> tuple[list[int], float]:
    """Return the tokens a decoder writes if it always takes the likeliest, and their log-prob.

    Start from the prefix [bos]. Over and over: ask for the logits of the next token, take the token
    with the largest, and put it at the end of the prefix, until

    - the token taken is eos, or
    - `most` tokens have been taken.

    next_logits  takes the whole prefix, an int64 array of shape (t,) that begins with bos; returns
                 float64 logits of shape (vocabulary,). Each call is a forward pass, so ask
                 exactly once for each token taken, and not at all if most is 0
    bos, eos     the tokens "begin of sequence" and "end of sequence"
    most         0 or more
    returns      (tokens, log_prob): the list of the tokens taken, integers, without bos and
                 without eos; and the sum of log softmax(logits)[token] over all tokens
                 taken, that of eos included

    - Among equal logits the lowest token is taken.
    - bos may be taken like any other token. A logit may be -inf, a token that is ruled out; the
      largest is always finite. Logits of 1000 are ordinary: no overflow, no nan.
    - There is nothing to raise.

    Greedy is not best: a first token that is a little less likely may lead to a much likelier
    sequence. Beam search exists for that reason.

    Example: a model that counts up to 3, which is its eos
        >>> tokens, log_prob = greedy_decode(
        ...     lambda prefix: 5.0 * np.eye(4)[min(prefix[-1] + 1, 3)], bos=0, eos=3, most=10)
        >>> tokens, round(log_prob, 6)
        ([1, 2], -0.060037)

    Source: Jurafsky and Martin, "Speech and Language Processing" (3rd edition draft), the section
    on decoding in the chapter on machine translation, https://web.stanford.edu/~jurafsky/slp3/

    """
    raise NotImplementedError("greedy_decode")
