"""Sums of two vectors on the device."""

import numpy as np

from grader import cases, check, coalesced, equal, output_of, traffic


def pair(rng, n):
    return rng.normal(size=(2, n)).astype("float32")


@check(points=2)
@cases(n=[1024, 4096], seed=range(2))
def adds_in_whole_blocks(vector_add, n, rng):
    "adds vectors that fill every block, and gives each block elements of its own"
    x, y = pair(rng, n)
    equal(output_of(vector_add, x, y, shape=(n,)), x + y)


@check(points=2, after=adds_in_whole_blocks)
@cases(n=[1, 33, 257, 1000, 1025])
def keeps_within_bounds(vector_add, n, rng):
    "stays within the arrays where the last block hangs over their end"
    x, y = pair(rng, n)
    equal(output_of(vector_add, x, y, shape=(n,)), x + y)


@check(after=adds_in_whole_blocks)
@cases(n=[0])
def launches_nothing_for_nothing(vector_add, n, rng):
    "takes vectors without elements"
    x, y = pair(rng, n)
    equal(output_of(vector_add, x, y, shape=(n,)), x + y)


@check(points=2, after=adds_in_whole_blocks)
@cases(n=[4096])
def moves_every_byte_once(vector_add, n, rng):
    "moves 12 bytes for each element and no more: neighboring threads take neighboring elements"
    x, y = pair(rng, n)
    out = output_of(vector_add, x, y, shape=(n,))
    equal(out, x + y)
    traffic(x, y, out, at_most=1)
    coalesced(at_least=1)
