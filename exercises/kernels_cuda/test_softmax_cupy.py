"""Softmax of CuPy arrays."""

import numpy as np

from grader import cases, check, launches, near, output_of


def filled(softmax, x):
    """What the entry writes; array code may move and reshape."""
    return output_of(softmax, x, shape=x.shape, dtype=str(x.dtype), array_code=True)


def close(out, x):
    """Near, for a function whose answer moves by |x| roundings when x moves by one."""
    e = np.exp(x.astype("float64") - x.max(axis=1, keepdims=True))
    want = (e / e.sum(axis=1, keepdims=True)).astype(x.dtype)
    near(out, want, length=x.shape[1], terms=max(1.0, np.ptp(x)) * want.max())


@check(points=2)
@cases(cols=[2, 5, 200])
def weighs_a_single_row(softmax, cols, rng):
    "gives the weights of a single row"
    x = rng.normal(size=(1, cols)).astype("float32")
    close(filled(softmax, x), x)


@check(points=2, after=weighs_a_single_row)
@cases(rows=[2, 7], cols=[1, 130])
def treats_each_row_on_its_own(softmax, rows, cols, rng):
    "treats each row on its own"
    x = rng.normal(size=(rows, cols)).astype("float32")
    close(filled(softmax, x), x)


@check(points=2, after=treats_each_row_on_its_own)
@cases(shift=[-1000, 500, 3000])
def survives_large_scores(softmax, shift, rng):
    "stays finite and right for scores in the thousands"
    x = (shift + rng.normal(size=(3, 6))).astype("float32")
    close(filled(softmax, x), x)


@check(after=treats_each_row_on_its_own)
@cases(cols=[40])
def keeps_float64(softmax, cols, rng):
    "computes float64 for float64"
    x = rng.normal(size=(2, cols))
    close(filled(softmax, x), x)


@check(points=2, after=treats_each_row_on_its_own)
@cases(rows=[4], cols=[50])
def launches_few_kernels(softmax, rows, cols, rng):
    "launches four kernels at most"
    x = rng.normal(size=(rows, cols)).astype("float32")
    close(filled(softmax, x), x)
    launches(at_most=4)
