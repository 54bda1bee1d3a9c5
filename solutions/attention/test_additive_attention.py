"""Additive attention: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


def draw(rng, b, n, h, e, a):
    """All arguments, with padding."""
    query, states = rng.normal(size=(b, h)), rng.normal(size=(b, n, e))
    lengths = rng.integers(1, n + 1, size=b)
    return query, states, lengths, rng.normal(size=(h, a)), rng.normal(size=(e, a))


@check(after="ignores_padding")
@cases(n=[40], seed=range(2))
def reads_long_sentences(additive_attention, n, rng):
    "handles a batch of sentences of forty words"
    args = (*draw(rng, 8, n, 16, 24, 12), rng.normal(size=12) / 3)
    got, expected = additive_attention(*args), reference(*args)
    near(got[1], expected[1], length=24, terms=30.0, name="weights")
    near(got[0], expected[0], length=40, terms=100.0, name="context")


@check(after="ignores_padding")
@cases(size=[400.0, 3000.0])
def survives_large_scores(additive_attention, size, rng):
    "stays finite for scores in the thousands"
    args = (*draw(rng, 3, 5, 2, 4, 3), size * rng.normal(size=3))
    got, expected = additive_attention(*args), reference(*args)
    near(got[1], expected[1], length=5, terms=10 * size, name="weights")
    near(got[0], expected[0], length=5, terms=40 * size, name="context")


def truth(query, states, lengths, w_query, w_state, v):
    """One state after another, in Python's own numbers."""
    import math

    weights, context = np.zeros(states.shape[:2]), np.zeros((len(states), states.shape[2]))
    for i, length in enumerate(lengths.tolist()):
        scores = []
        for t in range(length):
            score = 0.0
            for j in range(len(v)):
                inside = math.fsum(query[i] * w_query[:, j]) + math.fsum(
                    states[i, t] * w_state[:, j]
                )
                score += v[j] * math.tanh(inside)
            scores.append(score)
        e = [math.exp(score - max(scores)) for score in scores]
        weights[i, :length] = np.array(e) / math.fsum(e)
        context[i] = (weights[i][:, None] * states[i]).sum(axis=0)
    return context, weights


HIDDEN = "hidden = np.tanh((query @ w_query)[:, None] + states @ w_state)"
REAL = "real = np.arange(states.shape[1]) < lengths[:, None]"
WEIGHTS = "weights = softmax(np.where(real, hidden @ v, -np.inf), axis=-1)"
RETURN = "return (weights[:, None] @ states)[:, 0], weights"

without_tanh = mistake(
    "left tanh out, so the query moves all scores alike and decides nothing",
    fails="weighs_the_states",
    replace=(HIDDEN, "hidden = (query @ w_query)[:, None] + states @ w_state"),
)

multiplied = mistake(
    "multiplied the two projections instead of adding them",
    fails="weighs_the_states",
    replace=(HIDDEN, HIDDEN.replace("+", "*")),
)

query_forgotten = mistake(
    "left the query out: every word of the translation would look at the same place",
    fails="weighs_the_states",
    replace=(HIDDEN, "hidden = np.tanh(states @ w_state)"),
)

v_forgotten = mistake(
    "summed the hidden numbers without v",
    fails="weighs_the_states",
    replace=(WEIGHTS, WEIGHTS.replace("hidden @ v", "hidden.sum(axis=-1)")),
)

scaled = mistake(
    "divided the scores by the root of the length of v, as dot products are",
    fails="weighs_the_states",
    replace=(WEIGHTS, WEIGHTS.replace("hidden @ v", "hidden @ v / np.sqrt(len(v))")),
)

over_the_batch = mistake(
    "took the softmax over the batch instead of over the states",
    fails="weighs_the_states",
    replace=(WEIGHTS, WEIGHTS.replace("axis=-1", "axis=0")),
)

summed = mistake(
    "took the mean of the states, all of them alike",
    fails="averages_the_states",
    replace=(RETURN, "return (real[:, None] @ states)[:, 0] / lengths[:, None], weights"),
)

best_only = mistake(
    "took the state of the largest weight alone",
    fails="averages_the_states",
    replace=(RETURN, "return states[np.arange(len(states)), weights.argmax(axis=1)], weights"),
)

softmax_of_everything = mistake(
    "named no axis, so SciPy's softmax ran over the whole batch at once",
    fails="keeps_a_batch_apart",
    replace=(WEIGHTS, WEIGHTS.replace(", axis=-1", "")),
)

first_query = mistake(
    "let the first decoder ask for all",
    fails="keeps_a_batch_apart",
    replace=(HIDDEN, HIDDEN.replace("query @", "query[:1] @")),
)

padding_seen = mistake(
    "let the states of padding be seen",
    fails="ignores_padding",
    replace=(REAL, "real = True"),
)

padding_as_zero = mistake(
    "gave padding a score of 0, a score like any other",
    fails="ignores_padding",
    replace=(WEIGHTS, WEIGHTS.replace("-np.inf", "0.0")),
)

cleared_afterwards = mistake(
    "cleared the weights of padding after the softmax, so the rest no longer adds up to 1",
    fails="ignores_padding",
    replace=(WEIGHTS, "weights = softmax(hidden @ v, axis=-1) * real"),
)

one_state_short = mistake(
    "hid the last real state",
    fails=["weighs_the_states"],
    replace=(REAL, "real = np.arange(states.shape[1]) < np.maximum(lengths - 1, 1)[:, None]"),
)

states_cleared = mistake(
    "set the caller's states of padding to 0",
    fails="leaves_its_arguments_unchanged",
    replace=(REAL, REAL + "\n    states[~real] = 0.0"),
)

query_moved = mistake(
    "projected the caller's query in place",
    fails="leaves_its_arguments_unchanged",
    replace=(RETURN, "query *= 2.0\n    " + RETURN),
)


@variant
def with_einsum(query, states, lengths, w_query, w_state, v):
    "Einstein sums, with softmax by hand"
    inside = np.einsum("bh,ha->ba", query, w_query)[:, None, :]
    inside = inside + np.einsum("bne,ea->bna", states, w_state)
    score = np.einsum("bna,a->bn", np.tanh(inside), v)
    score[np.arange(score.shape[1]) >= lengths[:, None]] = -np.inf
    e = np.exp(score - score.max(axis=1, keepdims=True))
    weights = e / e.sum(axis=1, keepdims=True)
    return np.einsum("bn,bne->be", weights, states), weights


@variant
def one_at_a_time(query, states, lengths, w_query, w_state, v):
    "one sentence at a time, cut to its length"
    from grader.blocks import softmax

    weights, context = np.zeros(states.shape[:2]), np.zeros(states.shape[::2])
    for i, length in enumerate(lengths):
        seen = states[i, :length]
        weights[i, :length] = softmax(np.tanh(query[i] @ w_query + seen @ w_state) @ v, axis=-1)
        context[i] = weights[i, :length] @ seen
    return context, weights
