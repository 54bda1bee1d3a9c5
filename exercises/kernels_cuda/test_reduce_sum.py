"""The sum of a vector on the device."""

import numpy as np

from grader import (
    atomics,
    bank_conflicts,
    cases,
    check,
    coalesced,
    equal,
    near,
    output_of,
    traffic,
)


def whole(rng, n):
    """Small whole numbers: their sum is exact in any order."""
    return rng.integers(-8, 9, size=n).astype("float32")


def exact(x):
    return np.array([x.sum(dtype="float64")], "float32")


@check(points=2)
@cases(n=[1024, 4096], seed=range(2))
def sums_whole_blocks(reduce_sum, n, rng):
    "sums vectors that fill every block"
    x = whole(rng, n)
    equal(output_of(reduce_sum, x, shape=(1,)), exact(x))


@check(points=2, after=sums_whole_blocks)
@cases(n=[1, 2, 33, 1000, 1025])
def sums_any_length(reduce_sum, n, rng):
    "sums vectors of any length, and nothing beyond their end"
    x = whole(rng, n)
    equal(output_of(reduce_sum, x, shape=(1,)), exact(x))


@check(points=2, after=sums_whole_blocks)
@cases(n=[20_000])
def sums_long_vectors(reduce_sum, n, rng):
    "sums vectors of many thousand elements"
    x = whole(rng, n)
    equal(output_of(reduce_sum, x, shape=(1,)), exact(x))


@check(after=sums_any_length)
@cases(n=[20, 100], seed=range(2))
def sums_real_numbers(reduce_sum, n, rng):
    "sums numbers with many digits as closely as float32 can"
    x = rng.normal(size=n).astype("float32")
    near(output_of(reduce_sum, x, shape=(1,)), exact(x), length=n, terms=np.abs(x).max())


@check(points=2, after=sums_whole_blocks)
@cases(n=[8192])
def reads_every_byte_once(reduce_sum, n, rng):
    "reads every element once, in whole rows of a warp"
    x = whole(rng, n)
    equal(output_of(reduce_sum, x, shape=(1,)), exact(x))
    traffic(x, at_most=1.2)
    coalesced(at_least=0.8)


@check(points=2, after=sums_whole_blocks)
@cases(n=[8192])
def keeps_threads_apart(reduce_sum, n, rng):
    "folds without bank conflicts, and adds at most once per 64 elements to global memory"
    x = whole(rng, n)
    equal(output_of(reduce_sum, x, shape=(1,)), exact(x))
    bank_conflicts(at_most=0)
    atomics(at_most=n // 64)
