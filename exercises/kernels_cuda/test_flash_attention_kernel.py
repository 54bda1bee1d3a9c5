"""Attention in tiles, on the device."""

import numpy as np

from grader import cases, check, coalesced, launches, near, output_of, traffic


def normal(rng, *shapes):
    return [rng.normal(size=shape).astype("float32") for shape in shapes]


def close(out, q, k, v):
    """Near what NumPy computes in float64; a weight moves by |s| roundings with its score s."""
    scores = q.astype("float64") @ k.T.astype("float64") / np.sqrt(q.shape[1])
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    want = (e @ v.astype("float64") / e.sum(axis=1, keepdims=True)).astype("float32")
    terms = max(1.0, np.abs(scores).max()) * np.abs(v).max()
    near(out, want, length=len(k), terms=terms)


@check(points=2)
@cases(n=[16, 32], m=[16], d=[16, 32])
def attends_to_one_tile(attention, n, m, d, rng):
    "attends to one tile of keys, for queries that fill every block"
    q, k, v = normal(rng, (n, d), (m, d), (m, d))
    close(output_of(attention, q, k, v, shape=(n, d)), q, k, v)


@check(points=3, after=attends_to_one_tile)
@cases(n=[16], m=[32, 80], d=[16], seed=range(2))
def goes_over_all_keys(attention, n, m, d, rng):
    "goes tile by tile over all keys, and rescales what it has when a larger score comes"
    q, k, v = normal(rng, (n, d), (m, d), (m, d))
    close(output_of(attention, 2 * q, k, v, shape=(n, d)), 2 * q, k, v)


@check(points=2, after=goes_over_all_keys)
@cases(n=[1, 19], m=[5, 33], d=[3, 20])
def stays_within_bounds(attention, n, m, d, rng):
    "stays within arrays of any shape, and gives nothing beyond them a weight"
    q, k, v = normal(rng, (n, d), (m, d), (m, d))
    close(output_of(attention, q, k, v, shape=(n, d)), q, k, v)


@check(points=2, after=goes_over_all_keys)
@cases(m=[16, 48], shift=[-30, 30])
def survives_large_scores(attention, m, shift, rng):
    "stays finite and right for scores in the hundreds, above 0 and below"
    q, k, v = normal(rng, (16, 8), (m, 8), (m, 8))
    q, k = q + np.float32(12), k + np.float32(shift)
    close(output_of(attention, q, k, v, shape=(16, 8)), q, k, v)


@check(points=3, after=goes_over_all_keys)
@cases(n=[48], m=[64], d=[32])
def never_stores_the_scores(attention, n, m, d, rng):
    "reads keys and values once for every 16 queries, and stores nothing but the output"
    q, k, v = normal(rng, (n, d), (m, d), (m, d))
    out = output_of(attention, q, k, v, shape=(n, d))
    close(out, q, k, v)
    launches(at_most=1)
    traffic(q, *[k] * (n // 16), *[v] * (n // 16), out, at_most=1)
    coalesced(at_least=1)
