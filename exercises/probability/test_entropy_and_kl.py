"""Entropy, cross-entropy and KL divergence of distributions."""

import numpy as np

from grader import cases, check, near, reference


def distributions(n, vocab, rng):
    """Rows without small or equal entries."""
    weights = 0.1 + rng.random(size=(n, vocab))
    return weights / weights.sum(axis=1, keepdims=True)


def close(got, expected, vocab, which):
    """Near, for one of the three: a sum of V terms around 1, or its difference to another."""
    names = ("entropy", "cross_entropy", "kl")
    near(got[which], expected[which], length=vocab, terms=4.0, name=names[which])


@check
@cases(n=[1, 3], vocab=[2, 5], seed=range(2))
def measures_entropy(entropy_and_kl, n, vocab, rng):
    "gives the entropy of each row of p"
    p, q = distributions(n, vocab, rng), distributions(n, vocab, rng)
    close(entropy_and_kl(p, q), reference(p, q), vocab, 0)


@check
@cases(n=[1, 3], vocab=[2, 5], seed=range(2))
def measures_cross_entropy(entropy_and_kl, n, vocab, rng):
    "gives the cross-entropy of each row of q under the same row of p"
    p, q = distributions(n, vocab, rng), distributions(n, vocab, rng)
    close(entropy_and_kl(p, q), reference(p, q), vocab, 1)


@check(points=2)
@cases(n=[1, 3], vocab=[3, 5], seed=range(2))
def measures_divergence(entropy_and_kl, n, vocab, rng):
    "gives the divergence of each row of q from the same row of p, which is not symmetric"
    p, q = distributions(n, vocab, rng), distributions(n, vocab, rng)
    close(entropy_and_kl(p, q), reference(p, q), vocab, 2)


@check(points=2, after=[measures_entropy, measures_cross_entropy, measures_divergence])
@cases(n=[1, 3], vocab=[3, 6], seed=range(2))
def passes_over_what_never_happens(entropy_and_kl, n, vocab, rng):
    "takes terms with p = 0 for 0, whatever q says"
    p, q = distributions(n, vocab, rng), distributions(n, vocab, rng)
    p[:, 0] = 0.0
    p[-1, :] = np.arange(vocab) == 1
    p /= p.sum(axis=1, keepdims=True)
    q[:, 0] = [0.0] + [0.2] * (n - 1)
    q /= q.sum(axis=1, keepdims=True)
    got, expected = entropy_and_kl(p, q), reference(p, q)
    for which in range(3):
        close(got, expected, vocab, which)


@check(points=2, after=passes_over_what_never_happens)
@cases(n=[1, 3], vocab=[3, 6], seed=range(2))
def pays_infinitely_for_the_impossible(entropy_and_kl, n, vocab, rng):
    "gives inf where q has probability 0 for something that p has not"
    p, q = distributions(n, vocab, rng), distributions(n, vocab, rng)
    q[0, 1] = 0.0
    q /= q.sum(axis=1, keepdims=True)
    got, expected = entropy_and_kl(p, q), reference(p, q)
    for which in range(3):
        close(got, expected, vocab, which)


@check(after=measures_divergence)
@cases(n=[1, 3], vocab=[2, 6])
def finds_no_divergence_from_itself(entropy_and_kl, n, vocab, rng):
    "gives a divergence of 0 for equal distributions"
    p = distributions(n, vocab, rng)
    close(entropy_and_kl(p, p), reference(p, p), vocab, 2)


@check(after=[measures_entropy, measures_cross_entropy, measures_divergence])
def gives_the_worked_numbers(entropy_and_kl):
    "gives ln 2, 1.203973 and 0.510826 for a fair coin that is taken for a 9 : 1 coin"
    fair, loaded = np.array([[0.5, 0.5]]), np.array([[0.9, 0.1]])
    entropy, cross_entropy, kl = entropy_and_kl(fair, loaded)
    near(entropy, np.array([0.6931471805599453]), name="entropy")
    near(cross_entropy, np.array([1.2039728043259361]), name="cross_entropy")
    near(kl, np.array([0.5108256237659907]), terms=1.0, name="kl")
    back = entropy_and_kl(loaded, fair)
    near(back[2], np.array([0.3680642071684971]), terms=1.0, name="kl of the swapped pair")
