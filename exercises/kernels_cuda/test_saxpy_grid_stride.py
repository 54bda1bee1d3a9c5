"""a x + y on the device."""

import numpy as np

from grader import cases, check, coalesced, grid, launches, near, output_of, traffic


def pair(rng, n):
    return rng.normal(size=(2, n)).astype("float32")


def expected(a, x, y):
    """The exact values, and how large their terms are."""
    exact = np.float64(np.float32(a)) * x + y
    return exact.astype("float32"), (np.abs(a * x) + np.abs(y)).max()


def close(saxpy, a, x, y):
    want, terms = expected(a, x, y)
    near(output_of(saxpy, a, x, y, shape=x.shape), want, terms=terms)


@check(points=2)
@cases(n=[32, 1024], a=[2.0, -0.75], seed=range(2))
def computes_short_vectors(saxpy, n, a, rng):
    "computes a x + y for short vectors"
    close(saxpy, a, *pair(rng, n))


@check(points=2, after=computes_short_vectors)
@cases(n=[1, 33, 1000, 5001])
def keeps_within_bounds(saxpy, n, rng):
    "stays within vectors of any length"
    close(saxpy, 1.5, *pair(rng, n))


@check(points=2, after=computes_short_vectors)
@cases(n=[32_769])
def reaches_every_element(saxpy, n, rng):
    "reaches every element of vectors with more elements than 32 blocks have threads"
    close(saxpy, 1.5, *pair(rng, n))


@check(points=2, after=reaches_every_element)
@cases(n=[9000])
def keeps_the_grid_small(saxpy, n, rng):
    "launches once, with at most 32 blocks"
    close(saxpy, -3.0, *pair(rng, n))
    grid(at_most=32)
    launches(at_most=1)


@check(points=2, after=reaches_every_element)
@cases(n=[16_384])
def moves_every_byte_once(saxpy, n, rng):
    "moves 12 bytes for each element and no more: neighboring threads take neighboring elements"
    x, y = pair(rng, n)
    want, terms = expected(0.5, x, y)
    out = output_of(saxpy, 0.5, x, y, shape=(n,))
    near(out, want, terms=terms)
    traffic(x, y, out, at_most=1)
    coalesced(at_least=1)
