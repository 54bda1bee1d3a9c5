"""The product of two matrices on the device."""

import numpy as np

from grader import bank_conflicts, cases, check, equal, near, output_of, traffic


def whole(rng, *shape):
    """Small whole numbers: their products and sums are exact."""
    return rng.integers(-4, 5, size=shape).astype("float32")


def product(a, b):
    return (a.astype("float64") @ b).astype("float32")


@check(points=2)
@cases(m=[16, 32], n=[16, 48], k=[16])
def multiplies_one_step(matmul, m, n, k, rng):
    "multiplies matrices with one tile along the sum"
    a, b = whole(rng, m, k), whole(rng, k, n)
    equal(output_of(matmul, a, b, shape=(m, n)), product(a, b))


@check(points=2, after=multiplies_one_step)
@cases(m=[16], n=[32], k=[32, 64])
def goes_along_the_sum(matmul, m, n, k, rng):
    "goes tile by tile along the sum"
    a, b = whole(rng, m, k), whole(rng, k, n)
    equal(output_of(matmul, a, b, shape=(m, n)), product(a, b))


@check(points=2, after=goes_along_the_sum)
@cases(m=[1, 19], n=[5, 33], k=[7, 18])
def keeps_within_bounds(matmul, m, n, k, rng):
    "stays within matrices of any shape and adds nothing from beyond them"
    a, b = whole(rng, m, k), whole(rng, k, n)
    equal(output_of(matmul, a, b, shape=(m, n)), product(a, b))


@check(after=goes_along_the_sum)
@cases(k=[32, 64])
def multiplies_real_numbers(matmul, k, rng):
    "multiplies numbers with many digits as closely as float32 can"
    a, b = rng.normal(size=(16, k)).astype("float32"), rng.normal(size=(k, 32)).astype("float32")
    terms = np.abs(a).max() * np.abs(b).max()
    near(output_of(matmul, a, b, shape=(16, 32)), product(a, b), length=k, terms=terms)


@check(points=3, after=goes_along_the_sum)
@cases(m=[48], n=[32], k=[64])
def reads_for_whole_tiles(matmul, m, n, k, rng):
    "reads each number once for each tile, not once for each element, and without bank conflicts"
    a, b = whole(rng, m, k), whole(rng, k, n)
    out = output_of(matmul, a, b, shape=(m, n))
    equal(out, product(a, b))
    traffic(*[a] * (n // 16), *[b] * (m // 16), out, at_most=1)
    bank_conflicts(at_most=0)
