"""Log-probabilities of sequences by the chain rule."""

from itertools import pairwise

import numpy as np

from grader import cases, check, near, reference

CORPUS = (
    "我喜欢吃苹果",
    "我喜欢吃香蕉",
    "我喜欢学习编程",
    "他喜欢吃苹果",
    "她喜欢学习数学",
    "我今天吃苹果",
    "我昨天吃香蕉",
)


def model(vocab, rng):
    """A bigram model in which everything is possible and nothing is symmetric."""
    transitions = 0.1 + rng.random(size=(vocab, vocab))
    initial = 0.1 + rng.random(size=vocab)
    return initial / initial.sum(), transitions / transitions.sum(axis=1, keepdims=True)


def close(got, expected, t):
    """Near, for a sum of t numbers of one sign: every partial sum is rounded."""
    size = np.abs(expected[np.isfinite(expected)]).max(initial=5.0)
    near(got, expected, length=t, terms=size)


@check
@cases(vocab=[2, 3, 7], seed=range(2))
def starts_with_the_first_token(sequence_log_probs, vocab, rng):
    "gives the logarithm of the first token's probability for a sequence of one token"
    initial, transitions = model(vocab, rng)
    tokens = rng.integers(vocab, size=(1, 1))
    close(
        sequence_log_probs(tokens, initial, transitions),
        reference(tokens, initial, transitions),
        1,
    )


@check(points=2, after=starts_with_the_first_token)
@cases(vocab=[3, 6], t=[2, 3, 9], seed=range(2))
def adds_every_step(sequence_log_probs, vocab, t, rng):
    "adds the logarithm of each next token's probability given the token before it"
    initial, transitions = model(vocab, rng)
    tokens = rng.integers(vocab, size=(1, t))
    tokens[0, 1] = (tokens[0, 0] + 1) % vocab  # a step between two different tokens
    close(
        sequence_log_probs(tokens, initial, transitions),
        reference(tokens, initial, transitions),
        t,
    )


@check(points=2, after=adds_every_step)
@cases(n=[2, 5], t=[1, 4], seed=range(2))
def keeps_sequences_apart(sequence_log_probs, n, t, rng):
    "gives one number for each sequence of a batch"
    initial, transitions = model(3, rng)
    tokens = rng.integers(3, size=(n, t))
    close(
        sequence_log_probs(tokens, initial, transitions),
        reference(tokens, initial, transitions),
        t,
    )


@check(points=2, after=keeps_sequences_apart)
@cases(t=[500, 1000], seed=range(2))
def survives_long_sequences(sequence_log_probs, t, rng):
    "is right for sequences whose probability is too small for a float"
    initial, transitions = model(9, rng)
    tokens = rng.integers(9, size=(2, t))
    close(
        sequence_log_probs(tokens, initial, transitions),
        reference(tokens, initial, transitions),
        t,
    )


@check(points=2, after=keeps_sequences_apart)
@cases(vocab=[3, 5], t=[2, 6], seed=range(2))
def gives_minus_infinity_to_the_impossible(sequence_log_probs, vocab, t, rng):
    "gives -inf to a sequence with a step of probability 0, and the others their own number"
    initial, transitions = model(vocab, rng)
    tokens = rng.integers(1, vocab, size=(3, t))
    tokens[1, -1] = 0
    transitions[:, 0] = 0.0
    transitions /= transitions.sum(axis=1, keepdims=True)
    close(
        sequence_log_probs(tokens, initial, transitions),
        reference(tokens, initial, transitions),
        t,
    )


@check(after=keeps_sequences_apart)
def gives_the_worked_number(sequence_log_probs):
    "gives -3.7072 to 我喜欢吃苹果 with the frequencies of seven sentences"
    characters = list(dict.fromkeys("".join(CORPUS)))
    initial = np.zeros(len(characters))
    counts = np.zeros((len(characters), len(characters)))
    for sentence in CORPUS:
        ids = [characters.index(c) for c in sentence]
        for a in ids:
            initial[a] += 1
        for a, b in pairwise(ids):
            counts[a, b] += 1
    transitions = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    tokens = np.array([[characters.index(c) for c in "我喜欢吃苹果"]])
    got = sequence_log_probs(tokens, initial / initial.sum(), transitions)
    near(got, np.array([-3.707228592782133]), tolerance=1e-11)
