"""An n-gram model: what comes next, by counting what came next."""

from __future__ import annotations

import numpy as np


def ngram_probabilities(
    sequences: list[np.ndarray], context: np.ndarray, vocab_size: int
) -> np.ndarray:
    """Return how likely each token is to come next after `context`.

        result[w] = count(context, w) / sum_v count(context, v)

    count(context, w) is how often the tokens of `context`, in this order and side by side, are
    followed by w, over all sequences together.

    sequences   list of int64 arrays of shapes (t,), t >= 0: token ids in 0 ... vocab_size - 1
    context     int64 of shape (n - 1,): the tokens before. One token makes a bigram model, two a
                trigram model; none at all gives the plain frequency of every token
    vocab_size  number of tokens there are
    returns     float64 of shape (vocab_size,); sums to 1

    - A sequence is a sentence: nothing follows its last token, and the next sequence is not a
      continuation. An occurrence of the context with nothing after it does not count at all,
      neither above nor below the fraction.
    - Occurrences may overlap: in 1 1 1 2 the context 1 1 is followed by 1 and by 2.
    - Counts of all sequences are added before dividing, so a long sequence weighs more.
    - Nothing is smoothed: what never followed has probability 0. A context that nothing ever
      followed has no distribution: raise ValueError.

    Example, "我喜欢吃苹果" and "我今天吃苹果", numbered in order of appearance (我 is 0, 喜 is 1):
        >>> corpus = [np.array([0, 1, 2, 3, 4, 5]), np.array([0, 6, 7, 3, 4, 5])]
        >>> ngram_probabilities(corpus, np.array([0]), 8)
        array([0. , 0.5, 0. , 0. , 0. , 0. , 0.5, 0. ])

    Source: Jurafsky and Martin, "Speech and Language Processing" (3rd ed. draft), section 3.1,
    https://web.stanford.edu/~jurafsky/slp3/

    """
    ### BEGIN SOLUTION
    order = len(context)
    followers = [
        sequence[end]
        for sequence in sequences
        for end in range(order, len(sequence))
        if np.array_equal(sequence[end - order : end], context)
    ]
    if not followers:
        raise ValueError("nothing ever followed this context")
    return np.bincount(followers, minlength=vocab_size) / len(followers)
    ### END SOLUTION
