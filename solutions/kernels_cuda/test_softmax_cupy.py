"""Softmax of CuPy arrays: hidden checks, truth, mistakes, variants."""

import numpy as np

from grader import cases, check, mistake, near, output_of, variant


def close(softmax, x):
    """As in the public checks."""
    e = np.exp(x.astype("float64") - x.max(axis=1, keepdims=True))
    want = (e / e.sum(axis=1, keepdims=True)).astype(x.dtype)
    out = output_of(softmax, x, shape=x.shape, dtype=str(x.dtype), array_code=True)
    near(out, want, length=x.shape[1], terms=max(1.0, np.ptp(x)) * want.max())


@check(after="treats_each_row_on_its_own")
@cases(rows=[40], cols=[130])
def weighs_many_rows(softmax, rows, cols, rng):
    "weighs many long rows"
    close(softmax, (3 * rng.normal(size=(rows, cols))).astype("float32"))


@check(after="survives_large_scores")
@cases(seed=range(2))
def takes_each_rows_own_maximum(softmax, rng):
    "subtracts each row's own maximum, where rows lie far apart"
    x = rng.normal(size=(3, 5)).astype("float32")
    close(softmax, x + np.array([[-900.0], [0.0], [900.0]], "float32"))


def truth(x, out):
    """SciPy, in float64."""
    import scipy.special

    host = x.get()
    out.set(scipy.special.softmax(host.astype("float64"), axis=1).astype(host.dtype))


SUM = '"exp(x - m)", "a + b", "s = a", "0"'
MAX = 'cupy.ReductionKernel("T x", "T m", "x", "max(a, b)", "m = a", "-INFINITY", "row_max")'

no_max = mistake(
    "no maximum subtracted: exp overflows for large scores",
    fails="survives_large_scores",
    replace=[(SUM, '"exp(x)", "a + b", "s = a", "0"'), ("y = exp(x - m) / s", "y = exp(x) / s")],
)

max_of_zero = mistake(
    "0 as the identity of the maximum: rows below 0 never find theirs",
    fails="survives_large_scores",
    replace=('"m = a", "-INFINITY"', '"m = a", "0"'),
)

whole_matrix = mistake(
    "summed over the whole matrix instead of each row",
    fails="treats_each_row_on_its_own",
    replace=("row_sum(x, m, axis=1, keepdims=True)", "row_sum(x, m)"),
)

global_max = mistake(
    "the maximum of the whole matrix: rows far below it become 0 / 0",
    fails="takes_each_rows_own_maximum",
    replace=("row_max(x, axis=1, keepdims=True)", "row_max(x)"),
)

first_axis = mistake(
    "reduced columns instead of rows",
    fails="weighs_a_single_row",
    replace=[("row_max(x, axis=1, keepdims=True)", "row_max(x, axis=0, keepdims=True)"),
             ("row_sum(x, m, axis=1, keepdims=True)", "row_sum(x, m, axis=0, keepdims=True)")],
)  # fmt: skip

not_divided = mistake(
    "the weights were not divided by their sum",
    fails="weighs_a_single_row",
    replace=("y = exp(x - m) / s", "y = exp(x - m)"),
)

sum_from_one = mistake(
    "1 as the identity of the sum: it is added to every row's",
    fails="weighs_a_single_row",
    replace=('"s = a", "0"', '"s = a", "1"'),
)

only_float32 = mistake(
    "float32 in place of T: float64 is rounded",
    fails="keeps_float64",
    replace=[
        ('"T x, T m, T s", "T y", "y = exp(x - m) / s"',
         '"float32 x, float32 m, float32 s", "T y", "y = expf(x - m) / s"'),
    ],
)  # fmt: skip


@mistake(fails="launches_few_kernels")
def one_at_a_time(x, out):
    "a kernel for each operation: differences and exponentials are written and read again"
    import cupy

    largest = cupy.ReductionKernel("T x", "T m", "x", "max(a, b)", "m = a", "-INFINITY", "largest")
    total = cupy.ReductionKernel("T x", "T s", "x", "a + b", "s = a", "0", "total")
    minus = cupy.ElementwiseKernel("T x, T y", "T z", "z = x - y", "minus")
    exponential = cupy.ElementwiseKernel("T x", "T y", "y = exp(x)", "exponential")
    over = cupy.ElementwiseKernel("T x, T y", "T z", "z = x / y", "over")
    e = exponential(minus(x, largest(x, axis=1, keepdims=True)))
    over(e, total(e, axis=1, keepdims=True), out)


@variant
def exponentials_kept(x, out):
    "the exponentials kept in out, then divided in place"
    import cupy

    m = cupy.ReductionKernel("T x", "T m", "x", "a > b ? a : b", "m = a", None, "top")(x, axis=1)
    cupy.ElementwiseKernel("T x, T m", "T y", "y = exp(x - m);", "raised")(x, m[:, None], out)
    s = cupy.ReductionKernel("T x", "T y", "x", "a + b", "y = a", "0", "added")(out, axis=1)
    cupy.ElementwiseKernel("T x, T s", "T y", "T r = 1 / s; y = x * r", "scaled")(
        out, s[:, None], out
    )


@variant
def rows_by_hand(x, out):
    "a loop over the row in an elementwise kernel, with raw arrays"
    import cupy

    kernel = cupy.ElementwiseKernel(
        "raw T x, int64 n",
        "T y",
        """
        long long row = i / n * n;
        T m = x[row], s = 0;
        for (long long j = row; j < row + n; j++) m = max(m, x[j]);
        for (long long j = row; j < row + n; j++) s += exp(x[j] - m);
        y = exp(x[i] - m) / s
        """,
        "by_hand",
    )
    kernel(x, x.shape[1], out)
