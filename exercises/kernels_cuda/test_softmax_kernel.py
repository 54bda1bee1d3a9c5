"""Softmax of rows on the device."""

import numpy as np

from grader import (
    bank_conflicts,
    cases,
    check,
    coalesced,
    launches,
    near,
    output_of,
    traffic,
)


def expected(x):
    """NumPy's, in float64."""
    e = np.exp(x.astype("float64") - x.max(axis=1, keepdims=True))
    return (e / e.sum(axis=1, keepdims=True)).astype("float32")


def close(out, x):
    """Near, for a function whose answer moves by |x| roundings when x moves by one."""
    want = expected(x)
    near(out, want, length=x.shape[1], terms=max(1.0, np.ptp(x)) * want.max())


@check(points=2)
@cases(rows=[1, 3], cols=[32, 1024])
def works_on_whole_blocks(softmax, rows, cols, rng):
    "gives the weights of rows that fill every block"
    x = rng.normal(size=(rows, cols)).astype("float32")
    close(output_of(softmax, x, shape=x.shape), x)


@check(points=2, after=works_on_whole_blocks)
@cases(rows=[1, 3], cols=[1, 2, 33, 100, 1025])
def works_on_any_row(softmax, rows, cols, rng):
    "gives the weights of rows of any length, shorter and longer than a block"
    x = rng.normal(size=(rows, cols)).astype("float32")
    close(output_of(softmax, x, shape=x.shape), x)


@check(points=2, after=works_on_whole_blocks)
@cases(cols=[2, 150], shift=[-2000, -120, 500])
def survives_large_scores(softmax, cols, shift, rng):
    "stays finite and right for scores in the thousands"
    x = (np.float32(shift) + rng.normal(size=(2, cols))).astype("float32")
    close(output_of(softmax, x, shape=x.shape), x)


@check(points=2, after=[works_on_any_row, survives_large_scores])
@cases(cols=[40, 300], seed=range(2))
def takes_each_rows_own_maximum(softmax, cols, rng):
    "subtracts each row's own maximum, wherever in the row it stands and below 0 too"
    x = rng.normal(size=(3, cols)).astype("float32")
    x += np.array([[-500.0], [300.0], [0.0]], "float32")
    for row in x:
        row[rng.integers(cols)] += 50.0
    close(output_of(softmax, x, shape=x.shape), x)


@check(points=2, after=works_on_whole_blocks)
@cases(rows=[2], cols=[1024])
def moves_little(softmax, rows, cols, rng):
    "reads each element three times at most, in one launch, and neighbors together"
    x = rng.normal(size=(rows, cols)).astype("float32")
    out = output_of(softmax, x, shape=x.shape)
    close(out, x)
    launches(at_most=1)
    traffic(x, x, x, out, at_most=1)
    coalesced(at_least=1)
    bank_conflicts(at_most=0)
