"""MSE, MAE, Huber, log-cosh: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="works_on_any_shape")
@cases(n=[5000])
def handles_many_entries(regression_losses, n, rng):
    "handles thousands of entries"
    p, y = rng.normal(size=(2, n, 2))
    got, expected = regression_losses(p, y, 0.8), reference(p, y, 0.8)
    near(got, expected, length=2 * n, terms=5.0)


@check(after="differentiates_every_loss")
@cases(delta=[1e-3, 50.0], seed=range(2))
def obeys_extreme_deltas(regression_losses, delta, rng):
    "is all line for a tiny delta and all parabola for a large one"
    p, y = rng.normal(size=(2, 6))
    got, expected = regression_losses(p, y, delta), reference(p, y, delta)
    near(got["huber"][0], expected["huber"][0], length=6, name="loss")
    near(got["huber"][1], expected["huber"][1], name="gradient")


def truth(prediction, target, delta=1.0):
    """Losses of one error after another; log cosh as the integral of tanh, in two ranges."""
    import math

    def log_cosh(e):
        e = abs(e)
        return math.log(math.cosh(e)) if e < 300 else e - math.log(2)

    def huber(e):
        c = max(-delta, min(delta, e))
        return c * e - c * c / 2

    parts = {
        "mse": (lambda e: e * e, lambda e: 2 * e),
        "mae": (abs, lambda e: (e > 0) - (e < 0)),
        "huber": (huber, lambda e: max(-delta, min(delta, e))),
        "log_cosh": (log_cosh, math.tanh),
    }
    errors = (prediction - target).ravel().tolist()
    n = len(errors)
    return {
        name: (
            math.fsum(map(loss, errors)) / n,
            np.array([slope(e) / n for e in errors]).reshape(prediction.shape),
        )
        for name, (loss, slope) in parts.items()
    }


E = "    e = prediction - target\n"
BENT = "np.where(size <= delta, e**2 / 2, delta * (size - delta / 2))"
MSE = '"mse": ((e**2).mean(), 2 * e / e.size)'
MAE = '"mae": (size.mean(), np.sign(e) / e.size)'
HUBER = '"huber": (bent.mean(), np.clip(e, -delta, delta) / e.size)'
LOG_COSH = "(size + np.log1p(np.exp(-2 * size)) - np.log(2)).mean()"

half_squares = mistake(
    "put a factor 1/2 before the squares, another loss that is called MSE as well",
    fails="averages_squares",
    replace=(MSE, '"mse": ((e**2).mean() / 2, e / e.size)'),
)

root = mistake(
    "took the root of the mean (RMSE)",
    fails="averages_squares",
    replace=(MSE, MSE.replace("(e**2).mean()", "np.sqrt((e**2).mean())")),
)

summed_squares = mistake(
    "added up the squares without dividing by their number",
    fails="averages_squares",
    replace=(MSE, MSE.replace("(e**2).mean()", "(e**2).sum()")),
)

signed_errors = mistake(
    "averaged the errors with their signs, so that they cancel",
    fails="averages_sizes",
    replace=(MAE, MAE.replace("size.mean()", "e.mean()")),
)

jump = mistake(
    "continued Huber's loss with delta |e|, which jumps at delta",
    fails="bends_at_delta",
    replace=(BENT, "np.where(size <= delta, e**2 / 2, delta * size)"),
)

wrong_slope = mistake(
    "continued Huber's loss with slope 1 instead of slope delta",
    fails="bends_at_delta",
    replace=(BENT, "np.where(size <= delta, e**2 / 2, size - delta / 2)"),
)

full_square = mistake(
    "left the factor 1/2 out of Huber's parabola",
    fails="bends_at_delta",
    replace=(BENT, BENT.replace("e**2 / 2", "e**2")),
)

one_sided = mistake(
    "compared e with delta instead of |e|, so large negative errors stay squared",
    fails="bends_at_delta",
    replace=(BENT, BENT.replace("size <= delta", "e <= delta")),
)

delta_ignored = mistake(
    "used a delta of 1, whatever was asked for",
    fails="bends_at_delta",
    replace=(BENT, "np.where(size <= 1, e**2 / 2, size - 0.5)"),
)

without_log_two = mistake(
    "forgot the log 2 of log(cosh(e))",
    fails="averages_log_cosh",
    replace=(LOG_COSH, "(size + np.log1p(np.exp(-2 * size))).mean()"),
)

gradients_of_sums = mistake(
    "gave the gradients of the sums, without the factor 1/N of the mean",
    fails="differentiates_every_loss",
    replace=[
        (MSE, MSE.replace(" / e.size", "")),
        (MAE, MAE.replace(" / e.size", "")),
        (HUBER, HUBER.replace(" / e.size", "")),
        ("np.tanh(e) / e.size", "np.tanh(e)"),
    ],
)

by_target = mistake(
    "gave the derivative by the target, which has the opposite sign",
    fails="differentiates_every_loss",
    replace=(E, "    e = target - prediction\n"),
)

gradients_per_row = mistake(
    "divided gradients by the number of rows instead of the number of entries",
    fails="works_on_any_shape",
    replace=[
        (MSE, MSE.replace("e.size", "len(e)")),
        (MAE, MAE.replace("e.size", "len(e)")),
        (HUBER, HUBER.replace("e.size", "len(e)")),
        ("np.tanh(e) / e.size", "np.tanh(e) / len(e)"),
    ],
)

slope_at_zero = mistake(
    "gave |e| a slope of 1 or -1 at e = 0",
    fails="pulls_at_nothing_that_is_right",
    replace=(MAE, MAE.replace("np.sign(e)", "np.where(e < 0, -1.0, 1.0)")),
)

overflowing = mistake(
    "let cosh overflow",
    fails="survives_large_errors",
    replace=(LOG_COSH, "np.log(np.cosh(e)).mean()"),
)


@variant
def with_masks(prediction, target, delta=1.0):
    "branches by masks, log-cosh by logaddexp"
    e = prediction - target
    far = np.abs(e) > delta
    huber, pull = 0.5 * e * e, e.copy()
    huber[far] = delta * np.abs(e[far]) - 0.5 * delta**2
    pull[far] = delta * np.sign(e[far])
    return {
        "mse": (float(np.mean(e * e)), e * (2 / e.size)),
        "mae": (float(np.mean(np.abs(e))), ((e > 0) * 1.0 - (e < 0)) / e.size),
        "huber": (float(np.mean(huber)), pull / e.size),
        "log_cosh": (float(np.mean(np.logaddexp(e, -e) - np.log(2))), np.tanh(e) / e.size),
    }


@variant
def with_loops(prediction, target, delta=1.0):
    "one entry at a time with Python floats"
    import math

    losses = dict.fromkeys(("mse", "mae", "huber", "log_cosh"), 0.0)
    gradients = {name: np.zeros(prediction.shape) for name in losses}
    n = prediction.size
    for at in np.ndindex(prediction.shape):
        e = float(prediction[at] - target[at])
        size, side = abs(e), math.copysign(1.0, e) if e else 0.0
        inside = size <= delta
        losses["mse"] += e * e / n
        losses["mae"] += size / n
        losses["huber"] += (0.5 * e * e if inside else delta * (size - 0.5 * delta)) / n
        losses["log_cosh"] += (size + math.log((1 + math.exp(-2 * size)) / 2)) / n
        gradients["mse"][at] = 2 * e / n
        gradients["mae"][at] = side / n
        gradients["huber"][at] = (e if inside else delta * side) / n
        gradients["log_cosh"][at] = math.tanh(e) / n
    return {name: (losses[name], gradients[name]) for name in losses}
