"""Gaussian negative log-likelihood with its gradients."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged

NAMES = ("loss", "gradient by mean", "gradient by log_var")


def close(got, expected, which, n=1):
    """Near, for one of the three results: sums of n terms up to 50."""
    near(got[which], expected[which], length=n, terms=50.0, name=NAMES[which])


@check(points=2)
@cases(n=[1, 2, 5], seed=range(2))
def scores_with_variance_one(gaussian_nll, n, rng):
    "is half the squared error plus a constant where the variance is 1"
    mean, target = rng.normal(size=(2, n))
    got, expected = (f(mean, np.zeros(n), target) for f in (gaussian_nll, reference))
    close(got, expected, 0, n)


@check(points=2, after=scores_with_variance_one)
@cases(n=[1, 2, 5], seed=range(2))
def weighs_errors_by_certainty(gaussian_nll, n, rng):
    "divides the squared error by the variance, and charges its logarithm"
    mean, log_var, target = rng.normal(size=(3, n))
    log_var += 0.4
    got, expected = gaussian_nll(mean, log_var, target), reference(mean, log_var, target)
    close(got, expected, 0, n)


@check(points=2, after=weighs_errors_by_certainty)
@cases(n=[1, 4], seed=range(2))
def differentiates_by_the_mean(gaussian_nll, n, rng):
    "gives the derivative of the loss by every mean"
    mean, log_var, target = rng.normal(size=(3, n))
    close(gaussian_nll(mean, log_var, target), reference(mean, log_var, target), 1)


@check(points=2, after=weighs_errors_by_certainty)
@cases(n=[1, 4], seed=range(2))
def differentiates_by_the_log_variance(gaussian_nll, n, rng):
    "gives the derivative of the loss by every log-variance"
    mean, log_var, target = rng.normal(size=(3, n))
    close(gaussian_nll(mean, log_var, target), reference(mean, log_var, target), 2)


@check(after=[differentiates_by_the_mean, differentiates_by_the_log_variance])
@cases(rows=[2, 3], cols=[2, 4])
def works_on_any_shape(gaussian_nll, rows, cols, rng):
    "takes the mean over all entries of a matrix"
    mean, log_var, target = rng.normal(size=(3, rows, cols))
    got, expected = gaussian_nll(mean, log_var, target), reference(mean, log_var, target)
    for which in range(3):
        close(got, expected, which, rows * cols)


@check(after=[differentiates_by_the_mean, differentiates_by_the_log_variance])
@cases(n=[3])
def leaves_its_inputs_unchanged(gaussian_nll, n, rng):
    "leaves mean, log_var and target unchanged"
    mean, log_var, target = (put(x) for x in rng.normal(size=(3, n)))
    gaussian_nll(mean, log_var, target)
    unchanged(mean, "mean")
    unchanged(log_var, "log_var")
    unchanged(target, "target")


@check(after=weighs_errors_by_certainty)
def gives_the_worked_numbers(gaussian_nll):
    "gives 0.2258, 0.9189 and 1.6121 for a mean that is right and a sigma of 0.5, 1 and 2"
    for sigma, worked in ((0.5, 0.2257913526), (1.0, 0.9189385332), (2.0, 1.6120857138)):
        got = gaussian_nll(np.ones(1), np.array([2 * np.log(sigma)]), np.ones(1))
        near(got[0], worked, tolerance=1e-9, name=f"loss for sigma = {sigma}")
