"""Log-probabilities of sequences: hidden checks, known mistakes, right variants, truth."""

from itertools import pairwise

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="gives_minus_infinity_to_the_impossible")
@cases(t=[1, 5], seed=range(2))
def knows_impossible_starts(sequence_log_probs, t, rng):
    "gives -inf where already the first token is impossible"
    transitions = rng.dirichlet(np.ones(4), size=4)
    initial = np.append(rng.dirichlet(np.ones(3)), 0.0)
    tokens = rng.integers(3, size=(4, t))
    tokens[2, 0] = 3
    got, expected = (f(tokens, initial, transitions) for f in (sequence_log_probs, reference))
    near(got, expected, length=t, terms=100.0)


@check(after="keeps_sequences_apart")
@cases(vocab=[2, 5], t=[3, 50])
def gives_zero_to_the_certain(sequence_log_probs, vocab, t, rng):
    "gives 0 to a sequence in which every token is certain"
    order = rng.permutation(vocab)
    transitions = np.zeros((vocab, vocab))
    transitions[order, np.roll(order, -1)] = 1.0
    tokens = np.array([[order[i % vocab] for i in range(t)]])
    initial = np.eye(vocab)[order[0]]
    got, expected = (f(tokens, initial, transitions) for f in (sequence_log_probs, reference))
    near(got, expected, length=t, terms=1.0)


@check(after="survives_long_sequences")
@cases(n=[200], vocab=[500])
def handles_a_large_batch(sequence_log_probs, n, vocab, rng):
    "handles hundreds of sequences over hundreds of tokens"
    transitions = 0.1 + rng.random(size=(vocab, vocab))
    transitions /= transitions.sum(axis=1, keepdims=True)
    initial = transitions[0]
    tokens = rng.integers(vocab, size=(n, 40))
    got, expected = (f(tokens, initial, transitions) for f in (sequence_log_probs, reference))
    near(got, expected, length=40, terms=300.0)


def truth(tokens, initial, transitions):
    """Sums of logarithms without rounding, one sequence at a time."""
    import math

    logs = []
    for row in tokens.tolist():
        steps = [initial[row[0]], *(transitions[a, b] for a, b in pairwise(row))]
        logs.append(math.fsum(map(math.log, steps)) if min(steps) > 0 else -math.inf)
    return np.array(logs)


FIRST = "first = np.log(initial[tokens[:, 0]])"
STEPS = "steps = np.log(transitions[tokens[:, :-1], tokens[:, 1:]])"
RESULT = "return first + steps.sum(axis=1)"

no_start = mistake(
    "left out the probability of the first token",
    fails="starts_with_the_first_token",
    replace=(RESULT, "return steps.sum(axis=1)"),
)

probabilities = mistake(
    "returned probabilities, not their logarithms",
    fails="starts_with_the_first_token",
    replace=(RESULT, "return np.exp(first + steps.sum(axis=1))"),
)

log_of_two = mistake(
    "took logarithms to base 2",
    fails="starts_with_the_first_token",
    replace=[(FIRST, FIRST.replace("log", "log2")), (STEPS, STEPS.replace("log", "log2"))],
)

padded = mistake(
    "added 1e-8 to every probability",
    fails="starts_with_the_first_token",
    replace=[
        (FIRST, "first = np.log(initial[tokens[:, 0]] + 1e-8)"),
        (STEPS, "steps = np.log(transitions[tokens[:, :-1], tokens[:, 1:]] + 1e-8)"),
    ],
)

transposed = mistake(
    "looked up transitions[next, this] instead of transitions[this, next]",
    fails="adds_every_step",
    replace=(STEPS, "steps = np.log(transitions[tokens[:, 1:], tokens[:, :-1]])"),
)

independent = mistake(
    "used `initial` for every token, as if each came on its own",
    fails="adds_every_step",
    replace=(STEPS, "steps = np.log(initial[tokens[:, 1:]])"),
)

mean_of_steps = mistake(
    "divided the sum by the number of tokens",
    fails="adds_every_step",
    replace=(RESULT, "return (first + steps.sum(axis=1)) / tokens.shape[1]"),
)

sum_over_the_batch = mistake(
    "added up the steps of all sequences",
    fails="keeps_sequences_apart",
    replace=(RESULT, "return first + steps.sum()"),
)

product_first = mistake(
    "multiplied the probabilities first, and the product became 0",
    fails="survives_long_sequences",
    replace=[
        (FIRST, FIRST.replace("np.log", "")),
        (STEPS, STEPS.replace("np.log", "")),
        (RESULT, "return np.log(first * steps.prod(axis=1))"),
    ],
)

impossible_skipped = mistake(
    "left out steps of probability 0, so an impossible sequence looks likely",
    fails="gives_minus_infinity_to_the_impossible",
    replace=(RESULT, "return first + np.where(np.isfinite(steps), steps, 0.0).sum(axis=1)"),
)

clipped = mistake(
    "raised probabilities to 1e-12 at least, so the impossible is only unlikely",
    fails="gives_minus_infinity_to_the_impossible",
    replace=[
        (FIRST, "first = np.log(np.maximum(initial[tokens[:, 0]], 1e-12))"),
        (STEPS, "steps = np.log(np.maximum(transitions[tokens[:, :-1], tokens[:, 1:]], 1e-12))"),
    ],
)

impossible_starts_skipped = mistake(
    "left out a first token of probability 0",
    fails="knows_impossible_starts",
    replace=(RESULT, "return np.where(np.isfinite(first), first, 0.0) + steps.sum(axis=1)"),
)


@variant
def with_loops(tokens, initial, transitions):
    "one token at a time with Python floats"
    import math

    def log(p):
        return math.log(p) if p > 0 else -math.inf

    logs = []
    for row in tokens:
        total = log(initial[row[0]])
        for a, b in pairwise(row):
            total += log(transitions[a, b])
        logs.append(total)
    return np.array(logs)


@variant
def tables_first(tokens, initial, transitions):
    "logarithms of the tables first, then looked up column by column"
    with np.errstate(divide="ignore"):
        log_initial, log_transitions = np.log(initial), np.log(transitions)
    total = log_initial[tokens[:, 0]]
    for i in range(1, tokens.shape[1]):
        total = total + log_transitions[tokens[:, i - 1], tokens[:, i]]
    return total
