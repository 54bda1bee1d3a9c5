"""Mutual information of a table of joint counts."""

import numpy as np

from grader import cases, check, near, reference


def close(got, expected, table):
    """Near, for a sum of terms around 1 that mostly cancel."""
    near(got, expected, length=table.size, terms=2.0)


def table(a, b, rng):
    """Counts from 1 to 20 without a pattern."""
    return rng.integers(1, 21, size=(a, b)).astype("float64")


@check(points=2)
@cases(a=[2, 3], b=[2, 4], seed=range(2))
def compares_joint_with_independent(mutual_information, a, b, rng):
    "weighs log(P / (Px Py)) by P, with the marginals of rows and columns"
    counts = table(a, b, rng)
    close(mutual_information(counts / counts.sum()), reference(counts / counts.sum()), counts)


@check(after=compares_joint_with_independent)
@cases(a=[2, 5], b=[3, 4], seed=range(2))
def divides_counts_by_their_sum(mutual_information, a, b, rng):
    "turns counts into probabilities first"
    counts = table(a, b, rng)
    close(mutual_information(counts), reference(counts), counts)


@check(points=2, after=divides_counts_by_their_sum)
@cases(a=[3, 5], b=[3, 4], seed=range(2))
def passes_over_pairs_never_seen(mutual_information, a, b, rng):
    "adds 0 for pairs, rows and columns that never came"
    counts = table(a, b, rng)
    counts[0, 1] = counts[1, 2] = 0.0
    close(mutual_information(counts), reference(counts), counts)
    counts[:, 0] = 0.0
    counts[-1] = 0.0
    close(mutual_information(counts), reference(counts), counts)


@check(after=divides_counts_by_their_sum)
@cases(a=[2, 4], b=[3, 5], seed=range(2))
def finds_nothing_in_the_independent(mutual_information, a, b, rng):
    "is 0 for variables that know nothing of each other"
    counts = np.outer(rng.integers(1, 9, size=a), rng.integers(1, 9, size=b)).astype("float64")
    near(mutual_information(counts), 0.0, length=counts.size, terms=2.0)


@check(after=passes_over_pairs_never_seen)
@cases(n=[2, 5], seed=range(2))
def finds_everything_in_a_permutation(mutual_information, n, rng):
    "is the entropy of x when y decides x"
    counts = np.zeros((n, n))
    counts[np.arange(n), rng.permutation(n)] = rng.integers(1, 9, size=n)
    close(mutual_information(counts), reference(counts), counts)


@check(after=passes_over_pairs_never_seen)
def gives_the_worked_numbers(mutual_information):
    "gives ln 2 for two coins that always agree, and 0.1308 for two that agree in 3 of 4"
    agree = np.array([[5.0, 0.0], [0.0, 5.0]])
    near(mutual_information(agree), 0.6931471805599453)
    mostly = np.array([[3.0, 1.0], [1.0, 3.0]])
    near(mutual_information(mostly), 0.75 * np.log(1.5) + 0.25 * np.log(0.5), terms=1.0)
