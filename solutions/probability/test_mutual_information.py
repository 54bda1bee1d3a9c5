"""Mutual information: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="passes_over_pairs_never_seen")
@cases(a=[60], b=[80], seed=range(2))
def handles_large_sparse_tables(mutual_information, a, b, rng):
    "handles tables of thousands of pairs, most of which never came"
    counts = rng.poisson(0.2, size=(a, b)).astype("float64")
    near(mutual_information(counts), reference(counts), length=a * b, terms=5.0)


@check(after="passes_over_pairs_never_seen")
@cases(a=[1, 4], b=[1, 3])
def learns_nothing_from_constants(mutual_information, a, b, rng):
    "is 0 for a variable that has one value only"
    counts = rng.integers(1, 9, size=(a, b)).astype("float64")
    if b > 1:
        counts[1:] = 0.0
    near(mutual_information(counts), reference(counts), length=a * b, terms=2.0)


def truth(counts):
    """Entropies of the marginals minus the entropy of the table."""
    from math import fsum, log

    total = counts.sum()

    def entropy(numbers):
        return -fsum(x / total * log(x / total) for x in numbers if x > 0)

    rows, columns = counts.sum(axis=1).tolist(), counts.sum(axis=0).tolist()
    return fsum([entropy(rows), entropy(columns), -entropy(counts.ravel().tolist())])


JOINT = "joint = counts / counts.sum()"
INDEPENDENT = "np.outer(joint.sum(axis=1), joint.sum(axis=0))"
RESULT = "return (joint[seen] * np.log(joint[seen] / independent[seen])).sum()"

in_bits = mistake(
    "took logarithms to base 2: bits, not nats",
    fails="compares_joint_with_independent",
    replace=(RESULT, RESULT.replace("np.log(", "np.log2(")),
)

no_marginals = mistake(
    "left the marginals out, which gives minus the entropy of the pairs",
    fails="compares_joint_with_independent",
    replace=(RESULT, "return (joint[seen] * np.log(joint[seen])).sum()"),
)

one_marginal = mistake(
    "divided by the marginal of the rows only",
    fails="compares_joint_with_independent",
    replace=(INDEPENDENT, "np.outer(joint.sum(axis=1), np.ones(joint.shape[1]))"),
)

negative = mistake(
    "divided the product of the marginals by the joint probability",
    fails="compares_joint_with_independent",
    replace=("joint[seen] / independent[seen]", "independent[seen] / joint[seen]"),
)

reversed_divergence = mistake(
    "weighed by the product of the marginals, the divergence the other way round",
    fails="compares_joint_with_independent",
    replace=(
        RESULT,
        "return (independent[seen] * np.log(independent[seen] / joint[seen])).sum()",
    ),
)

unweighted = mistake(
    "added the logarithms without weighing them by P",
    fails="compares_joint_with_independent",
    replace=("joint[seen] * np.log(", "np.log("),
)

averaged = mistake(
    "took the mean over the pairs; the weights are in P already",
    fails="compares_joint_with_independent",
    replace=(RESULT, RESULT.replace(".sum()", ".mean()")),
)

counts_unnormalized = mistake(
    "took counts for probabilities",
    fails="divides_counts_by_their_sum",
    replace=(JOINT, "joint = counts"),
)

rows_normalized = mistake(
    "divided each row by its own sum, as for P(b | a)",
    fails="compares_joint_with_independent",
    replace=(JOINT, "joint = counts / counts.sum(axis=1, keepdims=True).clip(1e-9)"),
)

nan_for_nothing = mistake(
    "multiplied 0 by log 0, which is nan",
    fails="passes_over_pairs_never_seen",
    replace=("seen = joint > 0", "seen = joint >= 0"),
)

smoothed = mistake(
    "added 1 to every count",
    fails="compares_joint_with_independent",
    replace=(JOINT, "joint = (counts + 1) / (counts + 1).sum()"),
)


@variant
def from_entropies(counts):
    "H(x) + H(y) - H(x, y)"

    def entropy(p):
        p = p[p > 0]
        return -(p * np.log(p)).sum()

    joint = counts / counts.sum()
    return entropy(joint.sum(axis=1)) + entropy(joint.sum(axis=0)) - entropy(joint.ravel())


@variant
def with_loops(counts):
    "one pair at a time with Python floats"
    import math

    total = float(counts.sum())
    rows, columns = counts.sum(axis=1).tolist(), counts.sum(axis=0).tolist()
    result = 0.0
    for row, of_row in zip(counts.tolist(), rows, strict=True):
        for count, of_column in zip(row, columns, strict=True):
            if count:
                result += count / total * math.log(count * total / (of_row * of_column))
    return result
