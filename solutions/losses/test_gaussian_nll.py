"""Gaussian negative log-likelihood: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="works_on_any_shape")
@cases(n=[3000])
def handles_many_entries(gaussian_nll, n, rng):
    "handles thousands of entries"
    mean, log_var, target = rng.normal(size=(3, n, 2))
    got, expected = gaussian_nll(mean, log_var, target), reference(mean, log_var, target)
    near(got[0], expected[0], length=2 * n, terms=20.0, name="loss")
    near(got[1:], expected[1:], name="gradients")


@check(after="works_on_any_shape")
@cases(size=[-250.0, 250.0], seed=range(2))
def takes_extreme_variances(gaussian_nll, size, rng):
    "takes variances from exp(-250) to exp(250)"
    mean, target = rng.normal(size=(2, 3))
    log_var = size * (1 + 0.1 * rng.random(size=3))
    got, expected = gaussian_nll(mean, log_var, target), reference(mean, log_var, target)
    for mine, theirs in zip(got, expected, strict=True):
        near(mine, theirs, length=400, name="result")


def truth(mean, log_var, target):
    """SciPy's logarithm of the normal density; central differences are not needed."""
    from scipy.stats import norm

    sigma = np.exp(log_var / 2)
    z = (target - mean) / sigma
    loss = -float(norm.logpdf(target, loc=mean, scale=sigma).mean())
    return loss, -z / sigma / z.size, 0.5 * (1 - z) * (1 + z) / z.size


LOSS = "(np.log(2 * np.pi) + log_var + e**2 * precision).mean() / 2"
PRECISION = "np.exp(-log_var)"
BY_MEAN = "-e * precision / e.size"
BY_LOG_VAR = "(1 - e**2 * precision) / (2 * e.size)"

no_constant = mistake(
    "left out the constant log(2 pi) / 2",
    fails="scores_with_variance_one",
    replace=(LOSS, "(log_var + e**2 * precision).mean() / 2"),
)

no_half = mistake(
    "left the factor 1/2 out",
    fails="scores_with_variance_one",
    replace=(LOSS, LOSS.removesuffix(" / 2")),
)

likelihood = mistake(
    "returned the log-likelihood, without the minus sign",
    fails="scores_with_variance_one",
    replace=(LOSS, f"-{LOSS}"),
)

summed = mistake(
    "added up the entries instead of averaging them",
    fails="scores_with_variance_one",
    replace=(LOSS, LOSS.replace(".mean()", ".sum()")),
)

deviation = mistake(
    "took log_var for the logarithm of the standard deviation",
    fails="weighs_errors_by_certainty",
    replace=[
        (LOSS, "(np.log(2 * np.pi) + 2 * log_var + e**2 * precision).mean() / 2"),
        (PRECISION, "np.exp(-2 * log_var)"),
    ],
)

multiplied = mistake(
    "multiplied the squared error by the variance",
    fails="weighs_errors_by_certainty",
    replace=(PRECISION, "np.exp(log_var)"),
)

certainty_for_free = mistake(
    "did not charge the log-variance, so claiming to know nothing costs nothing",
    fails="weighs_errors_by_certainty",
    replace=(LOSS, "(np.log(2 * np.pi) + e**2 * precision).mean() / 2"),
)

by_target = mistake(
    "gave the derivative by the target, which has the opposite sign",
    fails="differentiates_by_the_mean",
    replace=(BY_MEAN, "e * precision / e.size"),
)

by_mean_unweighted = mistake(
    "left the variance out of the derivative by the mean",
    fails="differentiates_by_the_mean",
    replace=(BY_MEAN, "-e / e.size"),
)

by_mean_of_the_sum = mistake(
    "gave the derivative of the sum by the mean, without the factor 1/N",
    fails="differentiates_by_the_mean",
    replace=(BY_MEAN, "-e * precision + 0 / e.size"),
)

by_variance = mistake(
    "gave the derivative by the variance, not by its logarithm",
    fails="differentiates_by_the_log_variance",
    replace=(BY_LOG_VAR, "(1 - e**2 * precision) * precision / (2 * e.size)"),
)

constant_slope = mistake(
    "forgot that exp(-v) depends on v",
    fails="differentiates_by_the_log_variance",
    replace=(BY_LOG_VAR, "np.ones(e.shape) / (2 * e.size)"),
)

by_log_var_reversed = mistake(
    "gave the derivative by log_var the opposite sign",
    fails="differentiates_by_the_log_variance",
    replace=(BY_LOG_VAR, "(e**2 * precision - 1) / (2 * e.size)"),
)

per_row = mistake(
    "divided gradients by the number of rows instead of the number of entries",
    fails="works_on_any_shape",
    replace=[
        (BY_MEAN, "-e * precision / len(e)"),
        (BY_LOG_VAR, BY_LOG_VAR.replace("e.size", "len(e)")),
    ],
)

in_place = mistake(
    "changed the caller's target",
    fails="leaves_its_inputs_unchanged",
    replace=("    e = target - mean\n", "    target -= mean\n    e = target\n"),
)


@variant
def standardized(mean, log_var, target):
    "errors in units of sigma"
    sigma = np.exp(0.5 * log_var)
    z = (target - mean) / sigma
    loss = 0.5 * np.log(2 * np.pi) + np.mean(0.5 * log_var + 0.5 * z * z)
    return float(loss), -z / sigma / z.size, 0.5 * (1 - z * z) / z.size


@variant
def with_loops(mean, log_var, target):
    "one entry at a time with Python floats"
    import math

    total, by_mean, by_log_var = 0.0, np.zeros(mean.shape), np.zeros(mean.shape)
    n = mean.size
    for at in np.ndindex(mean.shape):
        e, v = float(target[at] - mean[at]), float(log_var[at])
        total += 0.5 * (math.log(2 * math.pi) + v + e * e / math.exp(v))
        by_mean[at] = -e / math.exp(v) / n
        by_log_var[at] = (0.5 - 0.5 * e * e / math.exp(v)) / n
    return total / n, by_mean, by_log_var
