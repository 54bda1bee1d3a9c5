"""Sums of two matrices on the device."""

from grader import cases, check, coalesced, equal, output_of, traffic


def pair(rng, rows, cols):
    return rng.normal(size=(2, rows, cols)).astype("float32")


@check(points=2)
@cases(rows=[32, 64], cols=[64, 128])
def adds_in_whole_blocks(matrix_add, rows, cols, rng):
    "adds matrices that fill every block"
    x, y = pair(rng, rows, cols)
    equal(output_of(matrix_add, x, y, shape=(rows, cols)), x + y)


@check(points=2, after=adds_in_whole_blocks)
@cases(rows=[1, 7, 33], cols=[1, 5, 70])
def keeps_within_bounds(matrix_add, rows, cols, rng):
    "stays within matrices of any shape, and writes no element of another row"
    x, y = pair(rng, rows, cols)
    equal(output_of(matrix_add, x, y, shape=(rows, cols)), x + y)


@check(after=keeps_within_bounds)
@cases(rows=[1], cols=[2000])
def takes_a_single_row(matrix_add, rows, cols, rng):
    "takes a long single row"
    x, y = pair(rng, rows, cols)
    equal(output_of(matrix_add, x, y, shape=(rows, cols)), x + y)


@check(after=keeps_within_bounds)
@cases(rows=[2000], cols=[1])
def takes_a_single_column(matrix_add, rows, cols, rng):
    "takes a long single column"
    x, y = pair(rng, rows, cols)
    equal(output_of(matrix_add, x, y, shape=(rows, cols)), x + y)


@check(points=2, after=adds_in_whole_blocks)
@cases(rows=[64], cols=[128])
def moves_every_byte_once(matrix_add, rows, cols, rng):
    "moves 12 bytes for each element and no more: neighboring threads take neighboring columns"
    x, y = pair(rng, rows, cols)
    out = output_of(matrix_add, x, y, shape=(rows, cols))
    equal(out, x + y)
    traffic(x, y, out, at_most=1)
    coalesced(at_least=1)
