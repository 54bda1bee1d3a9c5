"""A linear layer on batches in rows and in columns."""

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged


def close(got, expected, n_in):
    """Near, for sums of n_in products of standard normal numbers and a bias."""
    near(got, expected, length=n_in + 1, terms=10.0)


@check(points=2)
@cases(n=[1, 2, 3, 5], seed=range(2))
def weighs_with_rows(linear, n, rng):
    "weighs the inputs of a sample with a row of `weight` for each output, not with a column"
    x, weight = rng.normal(size=(1, n)), rng.normal(size=(n, n))
    close(linear(x, weight), reference(x, weight), n)


@check(points=2, after=weighs_with_rows)
@cases(m=[1, 4], n_in=[2, 3], n_out=[1, 5], seed=range(2))
def takes_rows_of_samples(linear, m, n_in, n_out, rng):
    "takes a batch of rows, with a bias for each output"
    x, weight, bias = (rng.normal(size=size) for size in ((m, n_in), (n_out, n_in), n_out))
    close(linear(x, weight, bias), reference(x, weight, bias), n_in)


@check(points=2, after=takes_rows_of_samples)
@cases(axes=[1, 3, 4], n_in=[2, 5], seed=range(2))
def keeps_leading_axes(linear, axes, n_in, rng):
    "keeps all axes before the last: one sample alone, sentences of words, stacks of images"
    x = rng.normal(size=(4, 2, 3, n_in)[4 - axes :])
    weight, bias = rng.normal(size=(6, n_in)), rng.normal(size=6)
    close(linear(x, weight, bias), reference(x, weight, bias), n_in)


@check(points=2, after=weighs_with_rows)
@cases(m=[1, 4], n_in=[2, 3], n_out=[1, 5], seed=range(2))
def takes_columns_of_samples(linear, m, n_in, n_out, rng):
    "takes a batch of columns, and returns columns"
    x, weight = rng.normal(size=(n_in, m)), rng.normal(size=(n_out, n_in))
    got, expected = (side(x, weight, layout="columns") for side in (linear, reference))
    close(got, expected, n_in)


@check(points=2, after=[takes_rows_of_samples, takes_columns_of_samples])
@cases(m=[2, 3, 4], seed=range(2))
def adds_a_bias_to_each_output(linear, m, rng):
    "in columns, adds bias[o] to row o of the result, also with as many samples as outputs"
    x, weight, bias = rng.normal(size=(3, m)), rng.normal(size=(m, 3)), rng.normal(size=m)
    got, expected = (side(x, weight, bias, layout="columns") for side in (linear, reference))
    close(got, expected, 3)


@check(after=takes_rows_of_samples)
@cases(layout=["rows", "columns"], seed=range(2))
def refuses_what_does_not_fit(linear, layout, rng):
    "raises ValueError for samples of another length, and for a bias of another shape"
    x, weight = rng.normal(size=(4, 3)), rng.normal(size=(5, 4 if layout == "rows" else 3))
    with raises(ValueError):
        linear(x, weight, layout=layout)
    for bias in (rng.normal(size=1), rng.normal(size=(4, 1)), rng.normal(size=(5, 1))):
        with raises(ValueError):
            linear(x if layout == "columns" else x.T, weight, bias, layout=layout)


@check(after=[takes_rows_of_samples, takes_columns_of_samples])
@cases(layout=["rows", "columns"], seed=range(2))
def keeps_float32(linear, layout, rng):
    "returns float32 for float32, with a bias and without"
    x, weight, bias = (rng.normal(size=size).astype("float32") for size in ((3, 3), (2, 3), 2))
    for given in (bias, None):
        got, expected = (side(x, weight, given, layout=layout) for side in (linear, reference))
        close(got, expected, 3)


@check(after=takes_rows_of_samples)
@cases(m=[2, 3])
def leaves_its_arguments_unchanged(linear, m, rng):
    "leaves samples, weights and bias unchanged"
    x, weight, bias = (put(rng.normal(size=size)) for size in ((m, 3), (3, 3), 3))
    linear(x, weight, bias)
    for name, argument in (("x", x), ("weight", weight), ("bias", bias)):
        unchanged(argument, name)


@check(after=adds_a_bias_to_each_output)
def gives_the_worked_numbers(linear):
    "gives the worked numbers: one neuron on two samples, three neurons on the column (1, 2)"
    weight, bias = np.array([[0.5, -0.25]]), np.array([0.1])
    y = linear(np.array([[2.0, 1.0], [0.5, -0.5]]), weight, bias)
    near(y, np.array([[0.85], [0.475]]), tolerance=1e-12, name="0.5 x1 - 0.25 x2 + 0.1")
    hidden = np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])
    z = linear(np.array([[1.0], [2.0]]), hidden, np.zeros(3), layout="columns")
    near(z, np.array([[0.5], [1.1], [1.7]]), tolerance=1e-12, name="z of the three neurons")
