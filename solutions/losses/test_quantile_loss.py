"""Quantile loss: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="differentiates_by_the_predictions")
@cases(n=[2000], seed=range(2))
def handles_many_targets(quantile_loss, n, rng):
    "handles thousands of targets and ten quantiles"
    y, q = rng.normal(size=n), np.arange(1, 11) / 11
    p = rng.normal(size=(n, 10))
    near(quantile_loss(p, y, q), reference(p, y, q), length=10 * n, terms=3.0)


@check(points=2, after="differentiates_by_the_predictions")
@cases(n=[4, 9], seed=range(2))
def is_least_at_the_quantile(quantile_loss, n, rng):
    "has a gradient of the right sign on both sides of a sample's quantile"
    y, q = np.sort(rng.normal(size=n)), np.array([0.3, 0.3])
    at = y[int(0.3 * n)]
    p = np.tile([at - 1e-3, at + 1e-3], (n, 1))
    got, expected = quantile_loss(p, y, q), reference(p, y, q)
    near(got[1].sum(axis=0), expected[1].sum(axis=0), length=n, terms=1.0, name="gradient")


def truth(predictions, target, quantiles):
    """The larger of two lines, one entry at a time."""
    from math import fsum

    costs, gradient = [], np.zeros_like(predictions)
    for (i, j), p in np.ndenumerate(predictions):
        q, e = float(quantiles[j]), float(target[i] - p)
        costs.append(max(q * e, (q - 1) * e))
        gradient[i, j] = (-q if e > 0 else 1 - q if e < 0 else 0.0) / predictions.size
    return fsum(costs) / len(costs), gradient


ERROR = "e = target[:, None] - predictions"
SLOPE = "slope = quantiles - (e < 0)"
LOSS = "(slope * e).mean(), "
GRADIENT = "np.where(e == 0, 0.0, -slope) / e.size"

sides_swapped = mistake(
    "charged q for being too high and 1 - q for being too low",
    fails="charges_what_is_too_low",
    replace=(ERROR, "e = predictions - target[:, None]"),
)

absolute = mistake(
    "charged both sides the same",
    fails="charges_what_is_too_low",
    replace=(SLOPE, "slope = np.sign(e)"),
)

half_absolute = mistake(
    "used 0.5 whatever quantile was asked for",
    fails="charges_what_is_too_low",
    replace=(SLOPE, "slope = 0.5 - (e < 0) + 0 * quantiles"),
)

summed = mistake(
    "added up the entries instead of averaging them",
    fails="charges_what_is_too_low",
    replace=(LOSS, "(slope * e).sum(), "),
)

one_sided = mistake(
    "charged nothing for being too high",
    fails="charges_what_is_too_high",
    replace=(LOSS, "(quantiles * np.maximum(e, 0)).mean(), "),
)

negative = mistake(
    "multiplied by q on both sides, so that being too high earns something",
    fails="charges_what_is_too_high",
    replace=(LOSS, "(quantiles * e).mean(), "),
)

targets_by_column = mistake(
    "subtracted targets along the columns, which only fits when n = Q",
    fails="gives_every_column_its_quantile",
    replace=(
        ERROR,
        "e = (target if len(target) == predictions.shape[1] else target[:, None]) - predictions",
    ),
)

summed_columns = mistake(
    "divided by the number of rows instead of the number of entries",
    fails="gives_every_column_its_quantile",
    replace=(LOSS, "(slope * e).sum() / len(e), "),
)

first_quantile = mistake(
    "used the first quantile for every column",
    fails="gives_every_column_its_quantile",
    replace=(SLOPE, "slope = quantiles[0] - (e < 0)"),
)

gradient_by_error = mistake(
    "gave the derivative by the error, which has the opposite sign",
    fails="differentiates_by_the_predictions",
    replace=(GRADIENT, GRADIENT.replace("-slope", "slope")),
)

gradient_of_the_sum = mistake(
    "gave the gradient of the sum, without the factor 1/(n Q) of the mean",
    fails="differentiates_by_the_predictions",
    replace=(GRADIENT, "np.where(e == 0, 0.0, -slope)"),
)

slope_at_zero = mistake(
    "gave the kink at e = 0 the slope of a prediction that is too low",
    fails="pulls_at_nothing_that_is_right",
    replace=(GRADIENT, "-slope / e.size"),
)

other_slope_at_zero = mistake(
    "gave the kink at e = 0 the slope of a prediction that is too high",
    fails="pulls_at_nothing_that_is_right",
    replace=(GRADIENT, GRADIENT.replace("0.0", "1 - quantiles")),
)

in_place = mistake(
    "changed the caller's predictions",
    fails="leaves_its_inputs_unchanged",
    replace=(ERROR, "predictions *= -1\n    predictions += target[:, None]\n    e = predictions"),
)


@variant
def by_maximum(predictions, target, quantiles):
    "the larger of two lines"
    e = target.reshape(-1, 1) - predictions
    gradient = (1 - quantiles) * (e < 0) - quantiles * (e > 0)
    return float(np.mean(np.maximum(quantiles * e, (quantiles - 1) * e))), gradient / e.size


@variant
def column_by_column(predictions, target, quantiles):
    "one quantile after another, too low and too high apart"
    n, count = predictions.shape
    total, gradient = 0.0, np.zeros((n, count))
    for j, q in enumerate(quantiles):
        low, high = predictions[:, j] < target, predictions[:, j] > target
        total += q * (target - predictions[:, j])[low].sum()
        total += (1 - q) * (predictions[:, j] - target)[high].sum()
        gradient[low, j], gradient[high, j] = -q, 1 - q
    return total / (n * count), gradient / (n * count)
