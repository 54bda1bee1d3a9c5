"""Softmax along an axis."""

import numpy as np

from grader import cases, check, expect, given, integers, near, put, reference, unchanged


def close(got, expected, x, axis=-1):
    """Near, for a function whose answer moves by |x| roundings when x moves by one."""
    reach = max(1.0, float(np.abs(x[np.isfinite(x)]).max()))
    near(got, expected, length=x.shape[axis], terms=reach * expected.max())


@check(points=2)
@cases(n=[1, 2, 3, 8], seed=range(2))
def turns_a_vector_into_weights(softmax, n, rng):
    "turns a vector of scores into weights that match the reference"
    x = rng.normal(size=n)
    close(softmax(x), reference(x), x)


@check(points=2, after=turns_a_vector_into_weights)
@cases(rows=[1, 2, 3], cols=[1, 2, 5], seed=range(2))
def treats_each_row_on_its_own(softmax, rows, cols, rng):
    "treats each row of a matrix on its own"
    x = rng.normal(size=(rows, cols))
    close(softmax(x), reference(x), x)


@check(points=2, after=treats_each_row_on_its_own)
@cases(rank=[2, 3, 4], axis=[0, 1, -1, -2])
def works_along_any_axis(softmax, rank, axis, rng):
    "works along any axis of an array with any number of axes"
    x = rng.normal(size=(2, 3, 4, 5)[:rank])
    close(softmax(x, axis=axis), reference(x, axis=axis), x, axis)


@check(after=treats_each_row_on_its_own)
@cases(rows=[1, 4], cols=[2, 7], seed=range(2))
def keeps_float32(softmax, rows, cols, rng):
    "returns float32 for float32"
    x = rng.normal(size=(rows, cols)).astype("float32")
    close(softmax(x), reference(x), x)


@check(after=treats_each_row_on_its_own)
@given(cols=integers(1, 8), shift=integers(-50, 50))
def ignores_a_common_shift(softmax, cols, shift, rng):
    "gives the same weights when one number is added to every score of a row"
    x = np.round(64 * rng.normal(size=(2, cols))) / 64  # so that x + shift is exact
    close(softmax(x + shift), reference(x), x + shift)


@check(points=2, after=ignores_a_common_shift)
@cases(offset=[-1000, 1000], spread=[1, 1000], seed=range(2))
def survives_large_logits(softmax, offset, spread, rng):
    "stays finite and right for scores in the thousands"
    x = offset + spread * rng.normal(size=5)
    close(softmax(x), reference(x), x)


@check(after=survives_large_logits)
@cases(rows=[2, 3], cols=[2, 5])
def subtracts_each_rows_own_maximum(softmax, rows, cols, rng):
    "is right when one row lies thousands above another"
    x = rng.normal(size=(rows, cols)) + 2000.0 * np.arange(rows)[:, None]
    close(softmax(x), reference(x), x)


@check(after=treats_each_row_on_its_own)
@cases(rows=[1, 3], cols=[2, 6], seed=range(2))
def gives_masked_positions_nothing(softmax, rows, cols, rng):
    "gives positions masked with -inf a weight of exactly 0"
    x = rng.normal(size=(rows, cols))
    masked = rng.random(size=x.shape) < 0.4
    masked[:, 0], masked[:, -1] = True, False
    x[masked] = -np.inf
    weights = softmax(x)
    close(weights, reference(x), x)
    expect(bool((weights[masked] == 0).all()), "a masked position has a weight other than 0")


@check(after=treats_each_row_on_its_own)
@cases(rows=[1, 3], cols=[2, 4])
def leaves_its_input_unchanged(softmax, rows, cols, rng):
    "leaves its input unchanged"
    x = put(rng.normal(size=(rows, cols)))
    softmax(x)
    unchanged(x, "x")


@check(after=treats_each_row_on_its_own)
def gives_the_worked_numbers(softmax):
    "gives the worked numbers of two rows of scores"
    x = np.array([[2.0, -1.0, 0.5], [0.67, 0.13, -0.08]])
    worked = np.array(
        [
            [0.785597034589, 0.039112573271, 0.175290392140],
            [0.486590820869, 0.283559950482, 0.229849228649],
        ]
    )
    near(softmax(x), worked, tolerance=1e-9)
