"""The chain rule: the probability of a whole sequence, one token after another."""

from __future__ import annotations

import numpy as np


def sequence_log_probs(
    tokens: np.ndarray, initial: np.ndarray, transitions: np.ndarray
) -> np.ndarray:
    """Return the natural logarithm of the probability of every sequence under a bigram model.

        log P(x_1 ... x_t) = log initial[x_1] + sum_{i=2..t} log transitions[x_{i-1}, x_i]

    tokens       int64 of shape (n, t), t >= 1: n sequences of t tokens each
    initial      float64 of shape (V,): initial[a] = P(first token is a)
    transitions  float64 of shape (V, V): transitions[a, b] = P(next is b | this is a). A row is a
                 distribution, or all zeros for a token that nothing ever follows
    returns      float64 of shape (n,), every entry 0 or less

    - Add logarithms; do not multiply probabilities. A thousand factors of 0.1 are 0 in float64,
      and the logarithm of that is -inf instead of -2302.6.
    - A sequence with an impossible first token or an impossible step has probability 0: its result
      is -inf. Nothing is added to a probability, nothing is left out.
    - The result is the sum over the tokens, not their mean. There is nothing to raise.

    Example:
        >>> initial = np.array([0.5, 0.5])
        >>> transitions = np.array([[0.9, 0.1], [0.4, 0.6]])
        >>> tokens = np.array([[0, 0, 1], [1, 0, 0]])
        >>> sequence_log_probs(tokens, initial, transitions).round(8)  # of 0.045 and 0.18
        array([-3.10109279, -1.71479843])

    Source: Jurafsky and Martin, "Speech and Language Processing" (3rd ed. draft), section 3.1
    (the chain rule; "We do everything in log space"), https://web.stanford.edu/~jurafsky/slp3/

    """
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):
        first = np.log(initial[tokens[:, 0]])
        steps = np.log(transitions[tokens[:, :-1], tokens[:, 1:]])
    return first + steps.sum(axis=1)
    ### END SOLUTION
