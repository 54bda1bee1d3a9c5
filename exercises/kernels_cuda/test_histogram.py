"""How often each value occurs, on the device."""

import numpy as np

from grader import atomics, cases, check, coalesced, equal, output_of


def counted(x):
    return np.bincount(x, minlength=256).astype("int32")


@check(points=2)
@cases(n=[512, 1024], seed=range(2))
def counts_every_value(histogram, n, rng):
    "counts every value from 0 to 255, once for each time it occurs"
    x = np.append(np.arange(256), rng.integers(0, 256, size=n - 256))
    x = rng.permutation(x).astype("uint8")
    equal(output_of(histogram, x, shape=(256,), dtype="int32"), counted(x))


@check(points=2, after=counts_every_value)
@cases(values=[1, 2, 7], seed=range(2))
def loses_no_count(histogram, values, rng):
    "loses no count where many threads meet the same value"
    x = rng.choice(rng.permutation(256)[:values], size=1024).astype("uint8")
    equal(output_of(histogram, x, shape=(256,), dtype="int32"), counted(x))


@check(points=2, after=counts_every_value)
@cases(n=[1, 33, 255, 1000, 3001])
def takes_any_length(histogram, n, rng):
    "takes arrays of any length, and counts nothing beyond their end"
    x = rng.integers(0, 256, size=n).astype("uint8")
    equal(output_of(histogram, x, shape=(256,), dtype="int32"), counted(x))


@check(points=3, after=[loses_no_count, takes_any_length])
@cases(n=[20_000])
def adds_seldom_to_global_memory(histogram, n, rng):
    "adds at most 8192 times to global memory, and reads neighbors together"
    x = np.minimum(rng.geometric(0.02, size=n) - 1, 255).astype("uint8")
    equal(output_of(histogram, x, shape=(256,), dtype="int32"), counted(x))
    atomics(at_most=8192)
    coalesced(at_least=0.9)
