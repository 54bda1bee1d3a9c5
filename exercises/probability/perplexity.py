"""Perplexity: between how many tokens a model hesitates, on average."""

from __future__ import annotations

import numpy as np


def perplexity(probs: np.ndarray, lengths: np.ndarray) -> float:
    """Return the perplexity of a model on a batch of sequences, padded to one length.

        result = exp(-(1 / N) sum log probs[i, j])      over all i and all j < lengths[i]

    N is the number of those entries: all real tokens of the whole batch.

    probs    float64 of shape (n, t): probs[i, j] is the probability the model gave to the token
             that really stands at position j of sequence i
    lengths  int64 of shape (n,), each 0 ... t, not all 0: how many tokens sequence i really has
    returns  one float, 1 or more

    - Entries at j >= lengths[i] are padding. They may hold anything, 0 and nan too, and count
      neither in the sum nor in N.
    - Every token of the batch weighs the same. So the result is in general not the mean of the
      perplexities of the sequences.
    - A real token of probability 0 makes the perplexity infinite: return inf. Leaving it out would
      reward a model for what it holds impossible.
    - With 2 and log2 in place of exp and log the result is the same number. Thousands of tokens are
      ordinary: the product of their probabilities is 0 in float64.

    Example:
        >>> float(perplexity(np.array([[0.6, 0.5, 0.4]]), np.array([3])))  # 0.12 ** (-1 / 3)
        2.0274006651911334

    Source: Jurafsky and Martin, "Speech and Language Processing" (3rd ed. draft), section 3.3,
    https://web.stanford.edu/~jurafsky/slp3/

    """
    raise NotImplementedError("perplexity")
