"""The transpose of a matrix on the device."""

import numpy as np

from grader import bank_conflicts, cases, check, coalesced, equal, output_of, traffic


def matrix(rng, rows, cols):
    return rng.normal(size=(rows, cols)).astype("float32")


def turned(x):
    return np.ascontiguousarray(x.T)


@check(points=2)
@cases(rows=[64, 96], cols=[64, 160])
def turns_whole_tiles(transpose, rows, cols, rng):
    "transposes matrices that are made of whole tiles"
    x = matrix(rng, rows, cols)
    equal(output_of(transpose, x, shape=(cols, rows)), turned(x))


@check(points=2, after=turns_whole_tiles)
@cases(rows=[1, 7, 33], cols=[1, 40, 65])
def keeps_within_bounds(transpose, rows, cols, rng):
    "stays within matrices of any shape"
    x = matrix(rng, rows, cols)
    equal(output_of(transpose, x, shape=(cols, rows)), turned(x))


@check(points=3, after=turns_whole_tiles)
@cases(rows=[64], cols=[128])
def reads_and_writes_rows(transpose, rows, cols, rng):
    "reads and writes whole rows: every byte that is moved is used"
    x = matrix(rng, rows, cols)
    out = output_of(transpose, x, shape=(cols, rows))
    equal(out, turned(x))
    coalesced(at_least=1)
    traffic(x, out, at_most=1)


@check(points=3, after=reads_and_writes_rows)
@cases(rows=[64], cols=[128])
def meets_in_no_bank(transpose, rows, cols, rng):
    "reads columns of the tile without bank conflicts"
    x = matrix(rng, rows, cols)
    equal(output_of(transpose, x, shape=(cols, rows)), turned(x))
    bank_conflicts(at_most=0)
