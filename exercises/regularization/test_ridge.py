"""Ridge regression with an unpenalized bias."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def spread(n, d, rng):
    """A matrix whose columns have mean 0, lengths near sqrt(n) and small overlaps (n > d)."""
    square = np.linalg.qr(np.column_stack([np.ones(n), rng.normal(size=(n, d))]))[0][:, 1:]
    mixed = np.eye(d) + 0.3 * rng.uniform(-1, 1, size=(d, d)) / d
    return np.sqrt(n) * square @ mixed


def fit(got, expected):
    """Near, for the solutions of well-conditioned systems."""
    near(got[0], expected[0], tolerance=1e-10, name="weights")
    near(got[1], expected[1], tolerance=1e-10, name="bias")


@check(points=2)
@cases(n=[5, 7], d=[1, 3], seed=range(2))
def is_least_squares_without_a_price(ridge, n, d, rng):
    "gives the least-squares weights for alpha = 0, where X and y have mean 0"
    x, y = spread(n, d, rng), rng.normal(size=n)
    y -= y.mean()
    near(ridge(x, y, 0.0)[0], reference(x, y, 0.0)[0], tolerance=1e-10, name="weights")


@check(points=2, after=is_least_squares_without_a_price)
@cases(n=[5, 7], d=[1, 3], alpha=[0.7, 6.0], seed=range(2))
def makes_large_weights_cost(ridge, n, d, alpha, rng):
    "gives the weights of least squares with alpha times their squares added"
    x, y = spread(n, d, rng), rng.normal(size=n)
    y -= y.mean()
    near(ridge(x, y, alpha)[0], reference(x, y, alpha)[0], tolerance=1e-10, name="weights")


@check(points=2, after=makes_large_weights_cost)
@cases(n=[5, 7], d=[2, 3], alpha=[0.0, 6.0], seed=range(2))
def leaves_the_bias_free(ridge, n, d, alpha, rng):
    "does not make the bias cost: data far from 0 have the same weights"
    x, y = spread(n, d, rng) + rng.uniform(2, 4, size=d), 30 + rng.normal(size=n)
    fit(ridge(x, y, alpha), reference(x, y, alpha))


@check(points=2, after=leaves_the_bias_free)
@cases(n=[2, 3], d=[4, 5], alpha=[0.5, 3.0], seed=range(2))
def takes_more_features_than_samples(ridge, n, d, alpha, rng):
    "has one answer even with more features than samples"
    x, y = rng.normal(size=(n, d)), rng.normal(size=n)
    fit(ridge(x, y, alpha), reference(x, y, alpha))


@check(after=leaves_the_bias_free)
@cases(n=[1, 4], seed=range(2))
def ends_at_the_mean(ridge, n, rng):
    "leaves only the mean of y as the price grows without end"
    x, y = rng.normal(size=(n, 2)), 5 + rng.normal(size=n)
    fit(ridge(x, y, 1e13), reference(x, y, 1e13))


@check(after=leaves_the_bias_free)
@cases(n=[4])
def leaves_its_inputs_unchanged(ridge, n, rng):
    "leaves X and y unchanged"
    x, y = put(2 + rng.normal(size=(n, 2))), put(2 + rng.normal(size=n))
    ridge(x, y, 1.0)
    unchanged(x, "X")
    unchanged(y, "y")


@check(after=leaves_the_bias_free)
def gives_the_worked_numbers(ridge):
    "takes a slope of 1.5 to 1, 0.5 and 0.25 as alpha becomes 1, 4 and 10"
    x, y = np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 2.0, 4.0])
    for alpha, slope in ((0.0, 1.5), (1.0, 1.0), (4.0, 0.5), (10.0, 0.25)):
        got = ridge(x, y, alpha)
        near(got[0], np.array([slope]), tolerance=1e-12, name="weights")
        near(got[1], 7 / 3 - 2 * slope, tolerance=1e-12, name="bias")
