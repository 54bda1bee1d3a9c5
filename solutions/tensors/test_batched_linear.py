"""A linear layer in two layouts: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, raises, reference, variant


@check(after="adds_a_bias_to_each_output")
@cases(layout=["rows", "columns"], n=[3, 5], seed=range(2))
def guesses_nothing_from_shapes(linear, layout, n, rng):
    "is right when samples, inputs and outputs are equally many"
    x, weight, bias = rng.normal(size=(n, n)), rng.normal(size=(n, n)), rng.normal(size=n)
    got, expected = (side(x, weight, bias, layout=layout) for side in (linear, reference))
    near(got, expected, length=n + 1, terms=10.0)


@check(after="adds_a_bias_to_each_output")
@cases(layout=["rows", "columns"], n=[100, 1000], seed=range(2))
def handles_many_inputs(linear, layout, n, rng):
    "handles a thousand inputs in float32"
    shape = (7, n) if layout == "rows" else (n, 7)
    x, weight, bias = (rng.normal(size=size).astype("float32") for size in (shape, (5, n), 5))
    got, expected = (side(x, weight, bias, layout=layout) for side in (linear, reference))
    near(got, expected, length=n)


@check(after=["keeps_leading_axes", "refuses_what_does_not_fit"])
@cases(seed=range(2))
def handles_no_samples_and_odd_ones(linear, rng):
    "handles a batch without samples, and refuses one long sample"
    weight, bias = rng.normal(size=(4, 3)), rng.normal(size=4)
    near(linear(np.zeros((0, 3)), weight, bias), np.zeros((0, 4)))
    with raises(ValueError):
        linear(rng.normal(size=6), weight, bias)


def truth(x, weight, bias=None, layout="rows"):
    """Every output as one sum of products, in float64."""
    wide, matrix = x.astype("float64"), weight.astype("float64")
    samples = wide if layout == "rows" else np.moveaxis(wide, 0, -1)
    y = np.stack([(samples * row).sum(axis=-1) for row in matrix], axis=-1)
    if bias is not None:
        if bias.shape != matrix[:, 0].shape:
            raise ValueError("bias")
        y = y + bias
    return (y if layout == "rows" else np.moveaxis(y, -1, 0)).astype(x.dtype)


ROWS = "x @ weight.T + bias"
COLUMNS = "weight @ x + bias[:, None]"

weights_in_columns = mistake(
    "took the column o of `weight` for output o, as where weights are stored (n_in, n_out)",
    fails="weighs_with_rows",
    replace=(ROWS, "x @ weight + bias"),
)

no_bias = mistake(
    "left the bias out",
    fails="takes_rows_of_samples",
    replace=[(ROWS, "x @ weight.T"), (COLUMNS, "weight @ x")],
)

bias_subtracted = mistake(
    "subtracted the bias, as one would a threshold",
    fails="takes_rows_of_samples",
    replace=[(ROWS, "x @ weight.T - bias"), (COLUMNS, "weight @ x - bias[:, None]")],
)

flattened = mistake(
    "flattened all leading axes into one",
    fails="keeps_leading_axes",
    replace=(ROWS, "x.reshape(-1, n_in) @ weight.T + bias"),
)

returned_rows = mistake(
    "returned rows for columns",
    fails="takes_columns_of_samples",
    replace=(COLUMNS, "x.T @ weight.T + bias"),
)

reshaped = mistake(
    "turned columns into rows by reshape, which keeps the order of the numbers, not by transposing",
    fails="takes_columns_of_samples",
    replace=(COLUMNS, "(x.reshape(-1, n_in) @ weight.T + bias).T"),
)

bias_by_sample = mistake(
    "in columns, added bias[j] to sample j: the bias needs the shape (n_out, 1) there",
    fails="adds_a_bias_to_each_output",
    replace=(
        COLUMNS,
        "weight @ x + (bias if x.shape[1] == n_out else bias[:, None])",
    ),
)

widened = mistake(
    "returned float64 for float32: zeros of the default dtype in place of a bias",
    fails="keeps_float32",
    replace=("np.zeros(n_out, dtype=weight.dtype)", "np.zeros(n_out)"),
)


@variant
def with_einsum(x, weight, bias=None, layout="rows"):
    "einsum, with the samples' axis moved to the end and back"
    samples = x if layout == "rows" else x.T
    if samples.shape[-1] != weight.shape[1]:
        raise ValueError("samples")
    y = np.einsum("...i,oi->...o", samples, weight)
    if bias is not None:
        if bias.shape != weight.shape[:1]:
            raise ValueError("bias")
        y += bias
    return y if layout == "rows" else y.T


@variant
def with_a_column_of_ones(x, weight, bias=None, layout="rows"):
    "the bias as one more weight, of an input that is always 1"
    if bias is not None and (bias.ndim != 1 or len(bias) != len(weight)):
        raise ValueError("bias")
    axis = x.ndim - 1 if layout == "rows" else 0
    if x.shape[axis] != weight.shape[1]:
        raise ValueError("samples")
    if bias is not None:
        ones = list(x.shape)
        ones[axis] = 1
        x = np.concatenate([x, np.ones(ones, dtype=x.dtype)], axis=axis)
        weight = np.column_stack([weight, bias])
    return np.matmul(x, weight.T) if layout == "rows" else np.matmul(weight, x)


@variant
def with_loops(x, weight, bias=None, layout="rows"):
    "one sample, one output, one product at a time"
    samples = x if layout == "rows" else x.T
    if samples.shape[-1] != weight.shape[1] or (
        bias is not None and bias.shape != (weight.shape[0],)
    ):
        raise ValueError("shapes")
    y = np.zeros((*samples.shape[:-1], len(weight)), dtype=x.dtype)
    for at in np.ndindex(samples.shape[:-1]):
        for o in range(len(weight)):
            total = 0.0 if bias is None else float(bias[o])
            for i in range(weight.shape[1]):
                total += float(weight[o, i]) * float(samples[(*at, i)])
            y[(*at, o)] = total
    return y if layout == "rows" else y.T
