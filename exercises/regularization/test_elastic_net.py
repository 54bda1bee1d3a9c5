"""The elastic net by proximal gradient steps."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def problem(n, d, rng):
    """Columns of mean 0 with clear overlaps, and a y of mean 0 that they explain but for noise."""
    x = rng.normal(size=(n, d)) * rng.uniform(0.5, 1.5, size=d)
    x -= x.mean(axis=0)
    y = x @ (rng.choice([-1.0, 1.0], size=d) * rng.uniform(1, 3, size=d)) + rng.normal(size=n)
    return x, y - y.mean()


def close(got, expected, name):
    """Near, for sums over few samples of size 10 or less, through some steps."""
    near(got, expected, tolerance=1e-10, steps=0 if name == "objectives" else None, name=name)


@check(points=2)
@cases(n=[3, 6], d=[1, 2], seed=range(2))
def begins_at_zero(elastic_net, n, d, rng):
    "begins with w = 0, where the objective is half the mean of y squared"
    x, y = problem(n, d, rng)
    got, expected = elastic_net(x, y, 0.3, 0.5, 0), reference(x, y, 0.3, 0.5, 0)
    close(got[0], expected[0], "weights")
    close(got[2], expected[2], "objectives")


@check(points=2, after=begins_at_zero)
@cases(n=[5, 7], d=[1, 3], steps=[1, 3], seed=range(2))
def goes_down_the_gradient(elastic_net, n, d, steps, rng):
    "takes steps of 1 / L down the gradient of the squared error where alpha is 0"
    x, y = problem(n, d, rng)
    got, expected = elastic_net(x, y, 0.0, 0.5, steps), reference(x, y, 0.0, 0.5, steps)
    close(got[0], expected[0], "weights")
    close(got[2], expected[2], "objectives")


@check(points=2, after=goes_down_the_gradient)
@cases(d=[1, 3], steps=[1, 3], alpha=[0.2, 0.5], seed=range(2))
def charges_the_sizes(elastic_net, d, steps, alpha, rng):
    "applies the soft threshold after every step where l1_ratio is 1 (the lasso)"
    x, y = problem(7, d, rng)
    got, expected = elastic_net(x, y, alpha, 1.0, steps), reference(x, y, alpha, 1.0, steps)
    close(got[0], expected[0], "weights")
    close(got[2], expected[2], "objectives")


@check(points=2, after=goes_down_the_gradient)
@cases(d=[1, 3], steps=[1, 3], alpha=[0.5, 2.0], seed=range(2))
def charges_the_squares(elastic_net, d, steps, alpha, rng):
    "adds the slope and the curvature of the squares where l1_ratio is 0 (ridge)"
    x, y = problem(7, d, rng)
    got, expected = elastic_net(x, y, alpha, 0.0, steps), reference(x, y, alpha, 0.0, steps)
    close(got[0], expected[0], "weights")
    close(got[2], expected[2], "objectives")


@check(points=2, after=[charges_the_sizes, charges_the_squares])
@cases(steps=[2, 5], l1_ratio=[0.2, 0.7], seed=range(2))
def charges_both(elastic_net, steps, l1_ratio, rng):
    "shares alpha out between sizes and squares by l1_ratio"
    x, y = problem(7, 3, rng)
    got, expected = elastic_net(x, y, 0.6, l1_ratio, steps), reference(x, y, 0.6, l1_ratio, steps)
    close(got[0], expected[0], "weights")
    close(got[2], expected[2], "objectives")


@check(points=2, after=charges_both)
@cases(n=[5, 7], d=[1, 2], seed=range(2))
def leaves_the_bias_free(elastic_net, n, d, rng):
    "does not make the bias cost: data far from 0 have the same weights and objectives"
    x, y = problem(n, d, rng)
    x, y = x + rng.uniform(2, 4, size=d), y + 20
    got, expected = elastic_net(x, y, 0.6, 0.5, 3), reference(x, y, 0.6, 0.5, 3)
    close(got[0], expected[0], "weights")
    close(got[1], expected[1], "bias")
    close(got[2], expected[2], "objectives")


@check(after=leaves_the_bias_free)
@cases(n=[4])
def leaves_its_inputs_unchanged(elastic_net, n, rng):
    "leaves X and y unchanged"
    x, y = put(2 + rng.normal(size=(n, 2))), put(2 + rng.normal(size=n))
    elastic_net(x, y, 0.1, 0.5, 2)
    unchanged(x, "X")
    unchanged(y, "y")


@check(after=leaves_the_bias_free)
def gives_the_worked_numbers(elastic_net):
    "ends at a slope of 1 whichever way alpha = 1 is charged, at objectives of 1.25, 1 and 1.5"
    x, y = np.array([[0.0], [2.0]]), np.array([1.0, 5.0])
    for l1_ratio, slope, objective in ((0.5, 1.0, 1.25), (0.0, 1.0, 1.0), (1.0, 1.0, 1.5)):
        got = elastic_net(x, y, 1.0, l1_ratio, 2)
        near(got[0], np.array([slope]), tolerance=1e-12, name="weights")
        near(got[1], 3 - slope, tolerance=1e-12, name="bias")
        near(got[2], np.array([2.0, objective, objective]), tolerance=1e-12, name="objectives")
