"""The lasso by coordinate descent."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def centered(n, d, rng):
    """A matrix whose columns have mean 0, variances of 0.3 to 3 and clear overlaps (n > d)."""
    square = np.linalg.qr(np.column_stack([np.ones(n), rng.normal(size=(n, d))]))[0][:, 1:]
    mixed = np.eye(d) + 0.6 * rng.choice([-1.0, 1.0], size=(d, d)) * (1 - np.eye(d)) / d
    return np.sqrt(n) * (square @ mixed) * rng.uniform(0.5, 1.5, size=d)


def fit(got, expected):
    """Near, for sums over few samples of size 10 or less, through some sweeps."""
    near(got[0], expected[0], tolerance=1e-10, name="weights")
    near(got[1], expected[1], tolerance=1e-10, name="bias")


@check(points=2)
@cases(n=[4, 7], alpha=[0.2, 0.5], seed=range(2))
def shrinks_a_single_weight(lasso, n, alpha, rng):
    "moves the least-squares weight of one feature towards 0, by alpha / z"
    x = centered(n, 1, rng)
    y = x[:, 0] * rng.choice([-1.0, 1.0]) * rng.uniform(3, 5)
    fit(lasso(x, y, alpha, 1), reference(x, y, alpha, 1))


@check(points=2, after=shrinks_a_single_weight)
@cases(n=[4, 7], alpha=[1.0, 3.0], seed=range(2))
def sets_small_weights_to_zero(lasso, n, alpha, rng):
    "sets a weight to exactly 0 where |rho| is below alpha"
    x = centered(n, 1, rng)
    z = (x * x).mean()
    y = x[:, 0] * rng.choice([-1.0, 1.0]) * rng.uniform(0.4, 0.8) * alpha / z
    fit(lasso(x, y, alpha, 1), reference(x, y, alpha, 1))


@check(points=2, after=sets_small_weights_to_zero)
@cases(n=[5, 8], d=[2, 3], seed=range(2))
def visits_one_weight_after_the_other(lasso, n, d, rng):
    "lets each weight explain only what the others, as they are by then, leave over"
    x = centered(n, d, rng)
    y = x @ (rng.choice([-1.0, 1.0], size=d) * rng.uniform(2, 3, size=d))
    fit(lasso(x, y, 0.3, 1), reference(x, y, 0.3, 1))


@check(points=2, after=visits_one_weight_after_the_other)
@cases(sweeps=[2, 3, 6], d=[2, 4], seed=range(2))
def sweeps_again(lasso, sweeps, d, rng):
    "visits all weights again in every sweep, starting from what they are"
    x = centered(7, d, rng)
    y = x @ (rng.choice([-1.0, 1.0], size=d) * rng.uniform(1, 3, size=d))
    fit(lasso(x, y, 0.3, sweeps), reference(x, y, 0.3, sweeps))


@check(points=2, after=sweeps_again)
@cases(n=[5, 6], d=[2, 3], seed=range(2))
def leaves_the_bias_free(lasso, n, d, rng):
    "does not make the bias cost: data far from 0 have the same weights"
    x = centered(n, d, rng)
    y = x @ rng.uniform(1, 3, size=d) + 20 + rng.normal(size=n)
    x = x + rng.uniform(2, 4, size=d)
    fit(lasso(x, y, 0.3, 3), reference(x, y, 0.3, 3))


@check(after=leaves_the_bias_free)
@cases(n=[4, 6], seed=range(2))
def passes_over_constant_features(lasso, n, rng):
    "gives a feature that never changes the weight 0"
    x = centered(n, 2, rng)
    x = np.column_stack([x[:, 0], np.full(n, rng.choice([0.5, 2.0, 3.0])), x[:, 1]])
    y = 2 * x[:, 0] - x[:, 2] + rng.normal(size=n)
    fit(lasso(x, y, 0.2, 3), reference(x, y, 0.2, 3))


@check(after=leaves_the_bias_free)
@cases(n=[4])
def leaves_its_inputs_unchanged(lasso, n, rng):
    "leaves X and y unchanged"
    x, y = put(2 + rng.normal(size=(n, 2))), put(2 + rng.normal(size=n))
    lasso(x, y, 0.1, 2)
    unchanged(x, "X")
    unchanged(y, "y")


@check(after=visits_one_weight_after_the_other)
def gives_the_worked_numbers(lasso):
    "needs only the first of two opposite features, whose weight falls by 1.5 alpha, down to 0"
    x = np.array([[-1.0, 1.0], [0.0, 0.0], [1.0, -1.0]])
    y = np.array([1.0, 2.0, 6.0])
    for alpha, weight in ((0.0, 2.5), (1.0, 1.0), (1.5, 0.25), (2.0, 0.0)):
        got = lasso(x, y, alpha, 1)
        near(got[0], np.array([weight, 0.0]), tolerance=1e-12, name="weights")
        near(got[1], 3.0, tolerance=1e-12, name="bias")
