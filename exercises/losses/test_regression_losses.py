"""MSE, MAE, Huber and log-cosh with their gradients."""

import numpy as np

from grader import cases, check, near, reference

NAMES = ("mse", "mae", "huber", "log_cosh")


def close(got, expected, name, n):
    """Near, for one loss and its gradient: means of n entries."""
    near(got[name][0], expected[name][0], length=n, terms=10.0, name=f"{name} loss")


@check
@cases(n=[2, 5], seed=range(2))
def averages_squares(regression_losses, n, rng):
    "gives the mean of the squared errors"
    p, y = rng.normal(size=(2, n))
    close(regression_losses(p, y), reference(p, y), "mse", n)


@check
@cases(n=[2, 5], seed=range(2))
def averages_sizes(regression_losses, n, rng):
    "gives the mean of the absolute errors"
    p, y = rng.normal(size=(2, n))
    close(regression_losses(p, y), reference(p, y), "mae", n)


@check(points=2)
@cases(n=[4, 9], delta=[0.4, 1.0, 1.7], seed=range(2))
def bends_at_delta(regression_losses, n, delta, rng):
    "gives Huber's loss: a parabola for errors up to delta, a line beyond, without a jump"
    p, y = rng.normal(size=(2, n))
    p[:3] = y[:3] + delta * np.array([0.3, 2.5, -3.5])
    close(regression_losses(p, y, delta), reference(p, y, delta), "huber", n)


@check
@cases(n=[2, 5], seed=range(2))
def averages_log_cosh(regression_losses, n, rng):
    "gives the mean of log(cosh(e))"
    p, y = rng.normal(size=(2, n))
    close(regression_losses(p, y), reference(p, y), "log_cosh", n)


@check(points=2, after=[averages_squares, averages_sizes, bends_at_delta, averages_log_cosh])
@cases(n=[3, 6], delta=[0.7, 1.5], seed=range(2))
def differentiates_every_loss(regression_losses, n, delta, rng):
    "gives the derivative of every mean by the prediction"
    p, y = 2 * rng.normal(size=(2, n))
    p[:2] = y[:2] + np.array([-4.0, 0.3])
    got, expected = regression_losses(p, y, delta), reference(p, y, delta)
    for name in NAMES:
        near(got[name][1], expected[name][1], name=f"{name} gradient")


@check(after=differentiates_every_loss)
@cases(rows=[1, 3], cols=[2, 4], seed=range(2))
def works_on_any_shape(regression_losses, rows, cols, rng):
    "takes the mean over all entries of a matrix, and returns gradients of its shape"
    p, y = rng.normal(size=(2, rows, cols))
    got, expected = regression_losses(p, y), reference(p, y)
    for name in NAMES:
        close(got, expected, name, rows * cols)
        near(got[name][1], expected[name][1], name=f"{name} gradient")


@check(after=differentiates_every_loss)
@cases(n=[3, 5], seed=range(2))
def pulls_at_nothing_that_is_right(regression_losses, n, rng):
    "gives a gradient of 0 where the prediction is exactly right"
    p = rng.normal(size=n)
    y = p.copy()
    y[0] += 1.3
    got, expected = regression_losses(p, y), reference(p, y)
    for name in NAMES:
        near(got[name][1], expected[name][1], name=f"{name} gradient")


@check(points=2, after=differentiates_every_loss)
@cases(n=[2, 4], seed=range(2))
def survives_large_errors(regression_losses, n, rng):
    "stays finite for errors in the thousands"
    p, y = rng.normal(size=n), rng.normal(size=n)
    p[0] += 1000.0
    p[1] -= 5000.0
    got, expected = regression_losses(p, y), reference(p, y)
    near(got["log_cosh"][0], expected["log_cosh"][0], length=n, terms=5000.0, name="log_cosh loss")
    near(got["log_cosh"][1], expected["log_cosh"][1], name="log_cosh gradient")


@check(after=differentiates_every_loss)
def gives_the_worked_numbers(regression_losses):
    "gives the worked numbers for a target of 1 and predictions from -2 to 4"
    got = regression_losses(np.array([-2, 0, 0.5, 1, 1.5, 2, 4]), np.ones(7))
    worked = {
        "mse": 20.5 / 7,
        "mae": 9 / 7,
        "huber": 6.25 / 7,
        "log_cosh": 2 * (2.3093285046 + 0.4337808305 + 0.1201145070) / 7,
    }
    for name, loss in worked.items():
        near(got[name][0], loss, tolerance=1e-9, name=f"{name} loss")
