"""Softmax along an axis: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, equal, mistake, near, reference, variant


@check(after="keeps_float32")
@cases(cols=[1000, 20000])
def handles_long_rows(softmax, cols, rng):
    "handles rows of thousands of scores"
    x = rng.normal(size=(2, cols)).astype("float32")
    near(softmax(x), reference(x), length=cols)


@check(after=["works_along_any_axis", "gives_masked_positions_nothing"])
@cases(axis=[0, 1, 2, -3], seed=range(2))
def masks_along_any_axis(softmax, axis, rng):
    "handles masks along any axis"
    x = rng.normal(size=(4, 4, 4))
    kept = np.indices(x.shape).sum(axis=0) % 4 == 0  # once in every slice, whatever the axis
    x[~kept & (rng.random(x.shape) < 0.6)] = -np.inf
    near(softmax(x, axis=axis), reference(x, axis=axis), length=4, terms=2.0)


@check(after="works_along_any_axis")
@cases(axis=[0, 1, 2], seed=range(2))
def reads_any_memory_layout(softmax, axis, rng):
    "reads an array in column-major order as it is indexed"
    x = np.asfortranarray(rng.normal(size=(3, 4, 5)))
    near(softmax(x, axis=axis), reference(x, axis=axis), length=5, terms=4.0)


@check(after=["works_along_any_axis", "keeps_float32"])
def returns_nothing_for_nothing(softmax):
    "returns an empty array for an array without rows"
    equal(softmax(np.zeros((0, 3))), np.zeros((0, 3)))
    equal(softmax(np.zeros((2, 0, 3), "float32"), axis=0), np.zeros((2, 0, 3), "float32"))


def truth(x, axis=-1):
    """SciPy's softmax in float64, rounded once to the dtype of x."""
    from scipy.special import softmax

    return softmax(x.astype("float64"), axis=axis).astype(x.dtype)


@mistake(fails="treats_each_row_on_its_own")
def whole_array(x, axis=-1):
    "normalized over the whole array instead of each slice"
    e = np.exp(x - x.max())
    return e / e.sum()


@mistake(fails="treats_each_row_on_its_own")
def first_axis(x, axis=-1):
    "summed over axis 0 instead of `axis`"
    e = np.exp(x - x.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


@mistake(fails="works_along_any_axis")
def axis_ignored(x, axis=-1):
    "always used the last axis, whatever `axis` says"
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@mistake(fails="turns_a_vector_into_weights")
def padded_denominator(x, axis=-1):
    "added 1e-8 to the denominator"
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / (e.sum(axis=axis, keepdims=True) + 1e-8)


@mistake(fails="turns_a_vector_into_weights")
def rounded(x, axis=-1):
    "rounded the weights to four digits"
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return np.round(e / e.sum(axis=axis, keepdims=True), 4)


no_max = mistake(
    "subtracted no maximum, so exp overflows or every term vanishes",
    fails="survives_large_logits",
    replace=("np.exp(x - x.max(axis=axis, keepdims=True))", "np.exp(x)"),
)

mean_subtracted = mistake(
    "subtracted the mean instead of the maximum",
    fails=["survives_large_logits", "gives_masked_positions_nothing"],
    replace=("x.max(", "x.mean("),
)

global_max = mistake(
    "subtracted the maximum of the whole array instead of each slice's own",
    fails="subtracts_each_rows_own_maximum",
    replace=("x.max(axis=axis, keepdims=True)", "x.max(initial=-np.inf)"),
)


@mistake(fails=["ignores_a_common_shift", "gives_masked_positions_nothing"])
def clipped(x, axis=-1):
    "clipped the scores to -20 ... 20 instead of subtracting the maximum"
    e = np.exp(np.clip(x, -20, 20))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(fails="gives_masked_positions_nothing")
def mask_as_zero(x, axis=-1):
    "replaced -inf by 0, a score like any other"
    x = np.nan_to_num(x, neginf=0.0)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(fails="leaves_its_input_unchanged")
def in_place(x, axis=-1):
    "overwrote its input"
    x -= x.max(axis=axis, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=axis, keepdims=True)
    return x


@mistake(fails="keeps_float32")
def widened(x, axis=-1):
    "returned float64 for float32"
    e = np.exp(x.astype("float64") - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@mistake(fails="returns_nothing_for_nothing")
def row_by_row(x, axis=-1):
    "stacked the results of a loop, which fails when there is nothing to stack"
    rows = [np.exp(row - row.max()) for row in np.moveaxis(x, axis, -1).reshape(-1, x.shape[axis])]
    weights = np.stack([row / row.sum() for row in rows])
    moved = np.moveaxis(x, axis, -1).shape
    return np.moveaxis(weights.reshape(moved), -1, axis)


@mistake(fails="reads_any_memory_layout")
def memory_order(x, axis=-1):
    "read the entries in the order they lie in memory"
    x = x.ravel(order="K").reshape(x.shape)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


@variant
def with_loops(x, axis=-1):
    "one slice at a time, one entry at a time"
    weights = np.empty_like(x)
    for index in np.ndindex(*np.delete(x.shape, axis)):
        at = list(index)
        at.insert(axis % x.ndim, slice(None))
        m = max(float(score) for score in x[tuple(at)])
        terms = [np.exp(float(score) - m) for score in x[tuple(at)]]
        total = sum(terms)
        weights[tuple(at)] = [term / total for term in terms]
    return weights


@variant
def through_log_sum_exp(x, axis=-1):
    "exp of x minus its log-sum-exp"
    m = x.max(axis=axis, keepdims=True)
    lse = m + np.log(np.exp(x - m).sum(axis=axis, keepdims=True))
    return np.exp(x - lse)


@variant
def in_float64(x, axis=-1):
    "computed in float64, returned in the dtype of x, slices moved to the last axis"
    z = np.moveaxis(x.astype("float64"), axis, -1)
    z -= z.max(axis=-1)[..., None]
    np.exp(z, out=z)
    z /= np.einsum("...i->...", z)[..., None]
    return np.moveaxis(z, -1, axis).astype(x.dtype)


@variant
def online(x, axis=-1):
    "maximum and sum in one pass over the slice"
    z = np.moveaxis(x, axis, 0)
    m = np.full(z.shape[1:], -np.inf, x.dtype)
    total = np.zeros(z.shape[1:], x.dtype)
    with np.errstate(invalid="ignore"):
        for scores in z:
            new = np.maximum(m, scores)
            kept = np.where(m == new, 1, np.exp(m - new))
            total = total * kept + np.where(scores == new, scores > -np.inf, np.exp(scores - new))
            m = new
    return np.moveaxis(np.exp(z - m) / total, 0, axis)
