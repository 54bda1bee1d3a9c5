"""InfoNCE over a batch of pairs."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def pairs(n, d, rng):
    """Queries and keys of unequal lengths; a key is a little like its query."""
    queries = rng.normal(size=(n, d)) * (0.5 + 2 * rng.random(size=(n, 1)))
    keys = (0.5 * queries + rng.normal(size=(n, d))) * (0.5 + 2 * rng.random(size=(n, 1)))
    return queries, keys


def unit(x):
    """Rows divided by their lengths."""
    return x / np.sqrt((x * x).sum(axis=1, keepdims=True))


@check(points=2)
@cases(n=[2, 3, 6], seed=range(2))
def finds_partners_among_all_keys(info_nce, n, rng):
    "is the cross-entropy of finding key i for query i, for rows of length 1"
    queries, keys = map(unit, pairs(n, 4, rng))
    near(info_nce(queries, keys, 1.0), reference(queries, keys, 1.0), length=n * 4, terms=3.0)


@check(points=2, after=finds_partners_among_all_keys)
@cases(temperature=[0.1, 0.5, 3.0], n=[2, 4], seed=range(2))
def divides_by_the_temperature(info_nce, temperature, n, rng):
    "divides similarities by the temperature"
    queries, keys = map(unit, pairs(n, 3, rng))
    got, expected = (f(queries, keys, temperature) for f in (info_nce, reference))
    near(got, expected, length=n * 3, terms=2 + 2 / temperature)


@check(points=2, after=divides_by_the_temperature)
@cases(n=[2, 4], d=[2, 5], seed=range(2))
def divides_rows_by_their_lengths(info_nce, n, d, rng):
    "compares directions only: every row is divided by its own length first"
    queries, keys = pairs(n, d, rng)
    near(info_nce(queries, keys, 0.5), reference(queries, keys, 0.5), length=n * d, terms=6.0)


@check(points=2, after=divides_rows_by_their_lengths)
@cases(temperature=[0.001, 0.0002], n=[3, 5], seed=range(2))
def survives_small_temperatures(info_nce, temperature, n, rng):
    "stays finite at small temperatures"
    queries, keys = pairs(n, 3, rng)
    keys[0] = -queries[0]
    got, expected = (f(queries, keys, temperature) for f in (info_nce, reference))
    near(got, expected, length=n, terms=3 / temperature)


@check(after=divides_rows_by_their_lengths)
@cases(d=[1, 3])
def has_nothing_to_confuse(info_nce, d, rng):
    "is 0 for a single pair"
    queries, keys = pairs(1, d, rng)
    near(info_nce(queries, keys, 0.5), reference(queries, keys, 0.5), terms=3.0)


@check(after=divides_rows_by_their_lengths)
@cases(n=[3])
def leaves_its_inputs_unchanged(info_nce, n, rng):
    "leaves queries and keys unchanged"
    queries, keys = map(put, pairs(n, 3, rng))
    info_nce(queries, keys)
    unchanged(queries, "queries")
    unchanged(keys, "keys")


@check(after=divides_rows_by_their_lengths)
def gives_the_worked_number(info_nce):
    "gives log n when all keys are the same, and the worked number of two pairs"
    near(info_nce(np.eye(3), np.ones((3, 3))), np.log(3.0), terms=10.0)
    queries, keys = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([[3.0, 0.0], [1.0, 1.0]])
    near(info_nce(queries, keys, 1.0), 0.47910964518, tolerance=1e-9)
