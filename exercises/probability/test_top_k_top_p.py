"""Top-k and top-p of distributions."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def distributions(n, vocab, rng):
    """Rows whose entries differ by a tenth or more, in random order."""
    rows = np.array([rng.permutation(vocab) for _ in range(n)])
    weights = 1.3**rows
    return weights / weights.sum(axis=1, keepdims=True)


def between(row, stay):
    """A mass that `stay` of the most probable tokens reach and one fewer do not."""
    masses = np.append(0.0, np.cumsum(np.sort(row)[::-1]))
    return float(masses[stay - 1 : stay + 1].mean())


@check(points=2)
@cases(vocab=[3, 7], k=[1, 2], seed=range(2))
def keeps_the_k_most_probable(top_k_top_p, vocab, k, rng):
    "keeps the k most probable tokens in their places and makes them sum to 1"
    probs = distributions(1, vocab, rng)
    near(top_k_top_p(probs, k=k), reference(probs, k=k), length=vocab)


@check(points=2)
@cases(vocab=[4, 7], stay=[1, 2, 3], seed=range(2))
def keeps_the_token_that_crosses_p(top_k_top_p, vocab, stay, rng):
    "keeps the fewest tokens that reach p, the one that crosses it included"
    probs = distributions(1, vocab, rng)
    p = between(probs[0], stay)
    near(top_k_top_p(probs, p=p), reference(probs, p=p), length=vocab)


@check(points=2, after=[keeps_the_k_most_probable, keeps_the_token_that_crosses_p])
@cases(n=[2, 4], vocab=[4, 6], seed=range(2))
def treats_each_row_on_its_own(top_k_top_p, n, vocab, rng):
    "treats each row on its own, with top-k and with top-p"
    probs = distributions(n, vocab, rng)
    probs[1] = 0.3 * probs[1] + 0.7 * (np.arange(vocab) == 2)  # one sure row among unsure ones
    near(top_k_top_p(probs, k=3), reference(probs, k=3), length=vocab)
    near(top_k_top_p(probs, p=0.62), reference(probs, p=0.62), length=vocab)


@check(after=keeps_the_token_that_crosses_p)
@cases(p=[0.5, 0.75, 0.875], seed=range(2))
def stops_when_p_is_reached_exactly(top_k_top_p, p, rng):
    "keeps no further token once the mass is exactly p"
    probs = rng.permutation([0.5, 0.25, 0.125, 0.0625, 0.03125, 0.03125])[None, :]
    near(top_k_top_p(probs, p=p), reference(probs, p=p), length=6)


@check(points=2, after=treats_each_row_on_its_own)
@cases(vocab=[6, 9], k=[3, 4], seed=range(2))
def applies_k_before_p(top_k_top_p, vocab, k, rng):
    "measures p on what top-k left, divided by its sum"
    probs = distributions(1, vocab, rng)
    left = np.sort(probs[0])[::-1][:k]
    p = between(left / left.sum(), 2)
    near(top_k_top_p(probs, k=k, p=p), reference(probs, k=k, p=p), length=vocab)


@check(after=keeps_the_k_most_probable)
@cases(vocab=[5, 8], k=[2, 3], seed=range(2))
def lets_the_first_of_equals_stay(top_k_top_p, vocab, k, rng):
    "keeps exactly k tokens when several are equally probable, those with smaller indices"
    weights = np.ones(vocab)
    weights[rng.integers(vocab)] = 2.0
    probs = weights[None, :] / weights.sum()
    near(top_k_top_p(probs, k=k), reference(probs, k=k), length=vocab)


@check(after=treats_each_row_on_its_own)
@cases(vocab=[2, 5], seed=range(2))
def changes_nothing_when_nothing_is_asked(top_k_top_p, vocab, rng):
    "changes nothing without k and p, with p = 1, and with a k of V or more"
    probs = distributions(2, vocab, rng)
    for settings in ({}, {"p": 1.0}, {"k": vocab}, {"k": vocab + 3}):
        near(top_k_top_p(probs, **settings), reference(probs, **settings), length=vocab)


@check(after=keeps_the_k_most_probable)
@cases(vocab=[3, 5])
def leaves_its_input_unchanged(top_k_top_p, vocab, rng):
    "leaves the distributions unchanged"
    probs = put(distributions(2, vocab, rng))
    top_k_top_p(probs, k=2, p=0.6)
    unchanged(probs, "probs")


@check(after=treats_each_row_on_its_own)
def gives_the_worked_numbers(top_k_top_p):
    "keeps four of six tokens for p = 0.9 where the first three have 0.8176"
    probs = np.array(
        [[0.4140854404, 0.2511555154, 0.1523335204, 0.0923949506, 0.0560403704, 0.0339902028]]
    )
    three = np.array([[0.5064803911, 0.3071958857, 0.1863237232, 0.0, 0.0, 0.0]])
    four = np.array([[0.4550542339, 0.2760043448, 0.1674050973, 0.1015363241, 0.0, 0.0]])
    near(top_k_top_p(probs, k=3), three, tolerance=1e-9, name="with k = 3")
    near(top_k_top_p(probs, p=0.9), four, tolerance=1e-9, name="with p = 0.9")
