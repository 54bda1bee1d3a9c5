"""Training and validation errors of polynomials of many degrees."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def points(n, rng):
    """Points on 2 ... 9, a quarter of a step off an even grid, in random order; their values."""
    step = 7 / n
    x = 2 + step * (np.arange(n) + rng.uniform(-0.25, 0.25, size=n))
    return rng.permutation(x), rng.normal(size=n)


def error(got, expected, name):
    """Near, for mean squares of residuals of size 1."""
    near(got, expected, tolerance=1e-7, name=name)


@check(points=2)
@cases(n=[3, 6], seed=range(2))
def measures_the_training_error(validation_curve, n, rng):
    "gives the mean squared error of the least-squares line on the training set"
    x, y = points(n, rng)
    x_val, y_val = rng.uniform(2, 9, size=2), rng.normal(size=2)
    got, expected = validation_curve(x, y, x_val, y_val, [1]), reference(x, y, x_val, y_val, [1])
    error(got[0], expected[0], "train")


@check(points=2, after=measures_the_training_error)
@cases(n=[4, 6], m=[1, 3], seed=range(2))
def measures_the_validation_error(validation_curve, n, m, rng):
    "gives the mean squared error of the same line on points it was not fitted to"
    x, y = points(n, rng)
    x_val, y_val = rng.uniform(2, 9, size=m), rng.normal(size=m)
    got, expected = validation_curve(x, y, x_val, y_val, [1]), reference(x, y, x_val, y_val, [1])
    error(got[1], expected[1], "val")


@check(points=2, after=measures_the_validation_error)
@cases(n=[6, 9], degree=[2, 3, 4], seed=range(2))
def bends_the_line(validation_curve, n, degree, rng):
    "fits every power of x up to the degree, the constant included"
    x, y = points(n, rng)
    x_val, y_val = rng.uniform(2, 9, size=3), rng.normal(size=3)
    settings = (x, y, x_val, y_val, [degree])
    got, expected = validation_curve(*settings), reference(*settings)
    error(got[0], expected[0], "train")
    error(got[1], expected[1], "val")


@check(points=2, after=bends_the_line)
@cases(n=[7, 9], seed=range(2))
def keeps_the_order_of_the_degrees(validation_curve, n, rng):
    "gives one error for each degree, in the order asked for, degree 0 (the mean) among them"
    x, y = points(n, rng)
    x_val, y_val = rng.uniform(2, 9, size=4), rng.normal(size=4)
    settings = (x, y, x_val, y_val, [3, 0, 5, 2])
    got, expected = validation_curve(*settings), reference(*settings)
    error(got[0], expected[0], "train")
    error(got[1], expected[1], "val")


@check(points=2, after=bends_the_line)
@cases(n=[30, 34], seed=range(2))
def stays_accurate_at_degree_18(validation_curve, n, rng):
    "still fits better at degree 18, where powers of x reach 10**17"
    x, y = points(n, rng)
    x_val, y_val = rng.uniform(3, 8, size=3), rng.normal(size=3)
    settings = (x, y, x_val, y_val, [12, 18])
    got, expected = validation_curve(*settings), reference(*settings)
    near(got[0], expected[0], tolerance=1e-6, name="train")
    near(got[1], expected[1], tolerance=1e-6, name="val")


@check(after=measures_the_validation_error)
@cases(n=[5])
def leaves_its_inputs_unchanged(validation_curve, n, rng):
    "leaves both sets unchanged"
    x, y = points(n, rng)
    arrays = {"x": x, "y": y, "x_val": x[:2] + 0.1, "y_val": y[:2]}
    held = {name: put(array) for name, array in arrays.items()}
    validation_curve(*held.values(), [1, 2])
    for name, array in held.items():
        unchanged(array, name)


@check(after=[keeps_the_order_of_the_degrees, stays_accurate_at_degree_18])
def overfits_a_noisy_sine(validation_curve):
    "shows 30 points of a noisy sine underfitted at degree 3 and badly overfitted at degree 15"
    draws = np.random.RandomState(42)
    x = np.sort(draws.rand(30) * 10)
    y = np.sin(x) + 0.5 * x + 0.5 * draws.randn(30)
    x_new = np.linspace(0, 10, 300)
    y_new = np.sin(x_new) + 0.5 * x_new
    got = validation_curve(x, y, x_new, y_new, [1, 3, 4, 15])
    train = np.array([0.620116218, 0.459860214, 0.181082098, 0.111664114])
    val = np.array([0.447056765, 0.405091493, 0.074311493, 35.392674876])
    near(got[0], train, tolerance=1e-5, name="train")
    near(got[1], val, tolerance=1e-5, name="val")
