"""Additive attention: a decoder looks back at all states of the encoder."""

from __future__ import annotations

import numpy as np

from grader.blocks import softmax  # the exercise `softmax`, given: softmax(x, axis=-1)


def additive_attention(
    query: np.ndarray,
    states: np.ndarray,
    lengths: np.ndarray,
    w_query: np.ndarray,
    w_state: np.ndarray,
    v: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return what each decoder takes from the states of its encoder, and the weights of it.

    A decoder that translates is about to write one word. Its state is the query; the states of the
    encoder, one for each word of the source, are keys and values at once. For each i of the batch:

        score[i, t]   = v . tanh(query[i] w_query + states[i, t] w_state)
        weights[i]    = softmax of score[i] over t < lengths[i]
        context[i]    = sum_t weights[i, t] states[i, t]

    query    (b, h), the states of b decoders
    states   (b, n, e), the states of their encoders; of states[i] the first lengths[i] are real,
             the others are padding, which may hold any finite numbers
    lengths  int64 of shape (b,), each from 1 to n
    w_query  (h, a)
    w_state  (e, a)
    v        (a,)
    returns  (context, weights) of shapes (b, e) and (b, n)

    - Vectors are rows: they stand to the left of a matrix. All arrays but `lengths` are float64.
    - A state of padding has weight exactly 0, so it never reaches the context.
    - Scores are not divided by anything: tanh keeps them between -sum |v| and sum |v|.
    - h, e and a may all differ. That is what this score is for: query and state need not even have
      the same length, which a dot product needs.
    - `softmax` above is SciPy's: say axis=-1, or it runs over the whole array.
    - No argument is changed. There is nothing to raise.

    Example: tanh(0) = 0 and tanh(2) = 0.964; the third state is padding
        >>> query, states = np.array([[1.0]]), np.array([[[-1.0], [1.0], [9.0]]])
        >>> one = np.ones((1, 1))
        >>> context, weights = additive_attention(
        ...     query, states, np.array([2]), one, one, np.array([1.0]))
        >>> weights.round(8)
        array([[0.27607253, 0.72392747, 0.        ]])
        >>> context.round(8)
        array([[0.44785494]])

    Source: Bahdanau, Cho, Bengio, "Neural Machine Translation by Jointly Learning to Align and
    Translate", ICLR 2015, section 3.1 and appendix A.1.2, https://arxiv.org/abs/1409.0473

    """
    ### BEGIN SOLUTION
    hidden = np.tanh((query @ w_query)[:, None] + states @ w_state)
    real = np.arange(states.shape[1]) < lengths[:, None]
    weights = softmax(np.where(real, hidden @ v, -np.inf), axis=-1)
    return (weights[:, None] @ states)[:, 0], weights
    ### END SOLUTION
