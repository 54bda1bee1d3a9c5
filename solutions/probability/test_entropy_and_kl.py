"""Entropy, cross-entropy, KL divergence: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="pays_infinitely_for_the_impossible")
@cases(vocab=[2000], seed=range(2))
def handles_a_large_vocabulary(entropy_and_kl, vocab, rng):
    "handles thousands of tokens, many of them impossible"
    p = rng.dirichlet(np.full(vocab, 0.5), size=2)
    p[:, rng.random(vocab) < 0.3] = 0.0
    p /= p.sum(axis=1, keepdims=True)
    q = rng.dirichlet(np.full(vocab, 0.8), size=2)
    near(entropy_and_kl(p, q), reference(p, q), length=vocab, terms=20.0)


@check(after="passes_over_what_never_happens")
@cases(vocab=[3, 8])
def measures_the_extremes(entropy_and_kl, vocab, rng):
    "gives 0 for the certain and log V for the uniform"
    certain = np.eye(vocab)[[int(rng.integers(vocab))]]
    uniform = np.full((1, vocab), 1 / vocab)
    for p, q in ((certain, uniform), (uniform, uniform), (certain, certain)):
        near(entropy_and_kl(p, q), reference(p, q), length=vocab, terms=3.0)


def truth(p, q):
    """SciPy's elementwise functions, which know the limits."""
    from scipy.special import entr, rel_entr

    entropy, kl = entr(p).sum(axis=1), rel_entr(p, q).sum(axis=1)
    return entropy, entropy + kl, kl


MASKED_P = "np.log(p, out=log_p, where=p > 0)"
MASKED_Q = "np.log(q, out=log_q, where=p > 0)"
ENTROPY = "entropy = -(p * log_p).sum(axis=1)\n    cross"
CROSS = "cross_entropy = -(p * log_q).sum(axis=1)"
RESULT = "return entropy, cross_entropy, cross_entropy - entropy"

positive_entropy = mistake(
    "forgot the minus sign of the entropy",
    fails="measures_entropy",
    replace=(RESULT, "return -entropy, cross_entropy, cross_entropy - entropy"),
)

in_bits = mistake(
    "took logarithms to base 2: bits, not nats",
    fails=["measures_entropy", "measures_cross_entropy", "measures_divergence"],
    replace=[
        (MASKED_P, MASKED_P.replace("log(", "log2(")),
        (MASKED_Q, MASKED_Q.replace("log(", "log2(")),
    ],
)

averaged = mistake(
    "took the mean over the vocabulary; the weights are in p already",
    fails=["measures_entropy", "measures_cross_entropy", "measures_divergence"],
    replace=[(ENTROPY, ENTROPY.replace("sum", "mean")), (CROSS, CROSS.replace("sum", "mean"))],
)

whole_batch = mistake(
    "added up all rows",
    fails=["measures_entropy", "measures_cross_entropy", "measures_divergence"],
    replace=[
        (ENTROPY, "entropy = -(p * log_p).sum() * np.ones(len(p))\n    cross"),
        (CROSS, "cross_entropy = -(p * log_q).sum() * np.ones(len(p))"),
    ],
)

cross_swapped = mistake(
    "weighed log p by q instead of log q by p",
    fails="measures_cross_entropy",
    replace=(RESULT, "return entropy, -(q * np.log(p)).sum(axis=1), cross_entropy - entropy"),
)

reversed_divergence = mistake(
    "gave KL(q||p), the divergence the other way round",
    fails="measures_divergence",
    replace=(RESULT, "return entropy, cross_entropy, (q * (np.log(q) - np.log(p))).sum(axis=1)"),
)

symmetric = mistake(
    "averaged the divergences of both directions",
    fails="measures_divergence",
    replace=(
        RESULT,
        "return entropy, cross_entropy, ((p - q) * (np.log(p) - np.log(q))).sum(axis=1) / 2",
    ),
)

negative_divergence = mistake(
    "subtracted the cross-entropy from the entropy, so the divergence is negative",
    fails="measures_divergence",
    replace=(RESULT, "return entropy, cross_entropy, entropy - cross_entropy"),
)

absolute_terms = mistake(
    "added up absolute values; some terms of a divergence are negative",
    fails="measures_divergence",
    replace=(RESULT, "return entropy, cross_entropy, np.abs(p * (log_p - log_q)).sum(axis=1)"),
)

nan_for_nothing = mistake(
    "multiplied 0 by log 0, which is nan",
    fails="passes_over_what_never_happens",
    replace=[(MASKED_P, "log_p = np.log(p)"), (MASKED_Q, "log_q = np.log(q)")],
)

nan_for_both = mistake(
    "met p = 0 with care, but not p = 0 where q is 0 as well",
    fails="passes_over_what_never_happens",
    replace=(MASKED_Q, "log_q = np.log(q)"),
)

padded = mistake(
    "added 1e-12 to q inside the logarithm, so the impossible costs a finite price",
    fails=["measures_cross_entropy", "measures_divergence"],
    replace=(MASKED_Q, MASKED_Q.replace("np.log(q,", "np.log(q + 1e-12,")),
)

clipped = mistake(
    "raised q to 1e-12 at least, so the impossible costs a finite price",
    fails="pays_infinitely_for_the_impossible",
    replace=(MASKED_Q, MASKED_Q.replace("np.log(q,", "np.log(np.maximum(q, 1e-12),")),
)

impossible_skipped = mistake(
    "left out terms with q = 0",
    fails="pays_infinitely_for_the_impossible",
    replace=(MASKED_Q, MASKED_Q.replace("p > 0", "q > 0")),
)


@variant
def with_loops(p, q):
    "one term at a time with Python floats"
    import math

    results = []
    for a, b in zip(p, q, strict=True):
        entropy = kl = 0.0
        for x, y in zip(a.tolist(), b.tolist(), strict=True):
            if x > 0:
                entropy -= x * math.log(x)
                kl += x * math.log(x / y) if y > 0 else math.inf
        results.append((entropy, entropy + kl, kl))
    return tuple(np.array(column) for column in zip(*results, strict=True))


@variant
def by_safe_ratios(p, q):
    "p replaced by 1 inside the logarithm where it is 0"
    happens = p > 0
    with np.errstate(divide="ignore"):
        kl = (p * -np.log(np.where(happens, q, 1.0) / np.where(happens, p, 1.0))).sum(axis=1)
    entropy = -(p * np.log(np.where(happens, p, 1.0))).sum(axis=1)
    return entropy, kl + entropy, kl
