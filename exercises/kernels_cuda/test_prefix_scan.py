"""Running sums of a vector on the device."""

import numpy as np

from grader import (
    bank_conflicts,
    cases,
    check,
    coalesced,
    equal,
    launches,
    output_of,
    traffic,
)


def whole(rng, n):
    """Numbers of both signs, none of them 0."""
    return (rng.integers(1, 100, size=n) * rng.choice([-1, 1], size=n)).astype("int32")


def running(x):
    return x.astype("int64").cumsum().astype("int32")


@check(points=2)
@cases(n=[256], seed=range(3))
def scans_one_block(prefix_scan, n, rng):
    "gives the running sums of one full block, each with its own element"
    x = whole(rng, n)
    equal(output_of(prefix_scan, x, shape=(n,), dtype="int32"), running(x))


@check(points=2, after=scans_one_block)
@cases(n=[1, 2, 33, 100, 255])
def stays_within_short_vectors(prefix_scan, n, rng):
    "stays within vectors shorter than a block"
    x = whole(rng, n)
    equal(output_of(prefix_scan, x, shape=(n,), dtype="int32"), running(x))


@check(points=3, after=stays_within_short_vectors)
@cases(n=[512, 1024])
def carries_sums_over_blocks(prefix_scan, n, rng):
    "carries sums over from block to block"
    x = whole(rng, n)
    equal(output_of(prefix_scan, x, shape=(n,), dtype="int32"), running(x))


@check(points=2, after=carries_sums_over_blocks)
@cases(n=[257, 1000, 5001])
def scans_any_length(prefix_scan, n, rng):
    "scans vectors of any length"
    x = whole(rng, n)
    equal(output_of(prefix_scan, x, shape=(n,), dtype="int32"), running(x))


@check(points=2, after=carries_sums_over_blocks)
@cases(n=[4096])
def moves_little(prefix_scan, n, rng):
    "reads and writes each element twice at most, in three launches, and without bank conflicts"
    x = whole(rng, n)
    out = output_of(prefix_scan, x, shape=(n,), dtype="int32")
    equal(out, running(x))
    launches(at_most=3)
    traffic(x, out, out, out, at_most=1.1)
    coalesced(at_least=0.9)
    bank_conflicts(at_most=0)
