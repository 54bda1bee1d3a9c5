"""Perplexity of a batch of sequences."""

import numpy as np

from grader import cases, check, near, reference


def some(size, rng):
    """Probabilities between 0.02 and 1, unequal."""
    return 0.02 + 0.98 * rng.random(size=size)


@check(points=2)
@cases(t=[1, 2, 5, 20], seed=range(2))
def is_the_inverse_geometric_mean(perplexity, t, rng):
    "is exp of minus the mean log-probability for one sequence"
    probs, lengths = some((1, t), rng), np.array([t])
    near(perplexity(probs, lengths), reference(probs, lengths), length=t)


@check(after=is_the_inverse_geometric_mean)
@cases(choices=[2, 6, 50], t=[1, 7])
def counts_equal_choices(perplexity, choices, t):
    "is the number of choices for a model that hesitates between equal ones"
    near(perplexity(np.full((1, t), 1 / choices), np.array([t])), float(choices), length=t)


@check(points=2, after=is_the_inverse_geometric_mean)
@cases(t=[3, 8], padding=[1, 4], seed=range(2))
def ignores_padding(perplexity, t, padding, rng):
    "does not count what stands behind the end of a sequence"
    probs, lengths = some((1, t + padding), rng), np.array([t])
    near(perplexity(probs, lengths), reference(probs, lengths), length=t)
    for filling in (0.0, np.nan):
        probs[0, t:] = filling
        near(perplexity(probs, lengths), reference(probs, lengths), length=t)


@check(points=2, after=ignores_padding)
@cases(n=[2, 5], t=[4, 9], seed=range(2))
def weighs_every_token_the_same(perplexity, n, t, rng):
    "gives every token of the batch the same weight, whatever the length of its sequence"
    probs = some((n, t), rng)
    lengths = rng.integers(1, t + 1, size=n)
    lengths[0], lengths[1] = 1, t
    probs[0] = 0.03
    near(perplexity(probs, lengths), reference(probs, lengths), length=n * t)


@check(points=2, after=weighs_every_token_the_same)
@cases(n=[1, 3], t=[2, 6], seed=range(2))
def is_infinite_for_the_impossible(perplexity, n, t, rng):
    "is infinite as soon as one real token has probability 0"
    probs, lengths = some((n, t), rng), rng.integers(2, t + 1, size=n)
    near(perplexity(probs, lengths), reference(probs, lengths), length=n * t)
    probs[-1, 1] = 0.0
    near(perplexity(probs, lengths), reference(probs, lengths))


@check(points=2, after=weighs_every_token_the_same)
@cases(t=[1000, 3000], seed=range(2))
def survives_long_sequences(perplexity, t, rng):
    "is right for sequences whose probability is too small for a float"
    probs, lengths = some((2, t), rng), np.array([t, t // 2])
    near(perplexity(probs, lengths), reference(probs, lengths), length=2 * t)


@check(after=weighs_every_token_the_same)
def gives_the_worked_numbers(perplexity):
    "gives 2.0274 for probabilities of 0.6, 0.5, 0.4, alone and beside padding"
    near(perplexity(np.array([[0.6, 0.5, 0.4]]), np.array([3])), 2.0274006651911334)
    batch = np.array([[0.6, 0.5], [0.4, 0.9]])
    near(perplexity(batch, np.array([2, 1])), 2.0274006651911334)
