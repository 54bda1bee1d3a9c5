"""Quantile loss with its gradient."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


@check(points=2)
@cases(q=[0.1, 0.8], n=[1, 4])
def charges_what_is_too_low(quantile_loss, q, n, rng):
    "charges q for every unit that a prediction is too low"
    y = rng.normal(size=n)
    p = (y - 0.1 - rng.random(size=n))[:, None]
    got, expected = quantile_loss(p, y, np.array([q])), reference(p, y, np.array([q]))
    near(got[0], expected[0], length=n, terms=3.0, name="loss")


@check(points=2, after=charges_what_is_too_low)
@cases(q=[0.1, 0.8], n=[1, 4])
def charges_what_is_too_high(quantile_loss, q, n, rng):
    "charges 1 - q for every unit that a prediction is too high"
    y = rng.normal(size=n)
    p = (y + 0.1 + rng.random(size=n))[:, None]
    got, expected = quantile_loss(p, y, np.array([q])), reference(p, y, np.array([q]))
    near(got[0], expected[0], length=n, terms=3.0, name="loss")


@check(points=2, after=charges_what_is_too_high)
@cases(n=[2, 3], quantiles=[2, 3], seed=range(2))
def gives_every_column_its_quantile(quantile_loss, n, quantiles, rng):
    "compares every column with the same targets, each by its own quantile"
    y, q = 3 * rng.normal(size=n), (np.arange(quantiles) + 0.7) / (quantiles + 1)
    p = y[:, None] + rng.normal(size=(n, quantiles)) + 0.3
    got, expected = quantile_loss(p, y, q), reference(p, y, q)
    near(got[0], expected[0], length=n * quantiles, terms=5.0, name="loss")


@check(points=2, after=gives_every_column_its_quantile)
@cases(n=[2, 5], quantiles=[1, 3], seed=range(2))
def differentiates_by_the_predictions(quantile_loss, n, quantiles, rng):
    "gives the derivative of the mean by every prediction"
    y, q = rng.normal(size=n), (np.arange(quantiles) + 0.7) / (quantiles + 1)
    p = y[:, None] + rng.normal(size=(n, quantiles))
    got, expected = quantile_loss(p, y, q), reference(p, y, q)
    near(got[1], expected[1], name="gradient")


@check(after=differentiates_by_the_predictions)
@cases(n=[2, 4], seed=range(2))
def pulls_at_nothing_that_is_right(quantile_loss, n, rng):
    "gives a gradient of 0 where a prediction is exactly right"
    y, q = rng.normal(size=n), np.array([0.2, 0.6])
    p = np.stack([y, y + rng.normal(size=n)], axis=1)
    got, expected = quantile_loss(p, y, q), reference(p, y, q)
    near(got[1], expected[1], name="gradient")


@check(after=gives_every_column_its_quantile)
@cases(n=[2])
def leaves_its_inputs_unchanged(quantile_loss, n, rng):
    "leaves predictions, target and quantiles unchanged"
    p, y, q = put(rng.normal(size=(n, 2))), put(rng.normal(size=n)), put(np.array([0.2, 0.7]))
    quantile_loss(p, y, q)
    unchanged(p, "predictions")
    unchanged(y, "target")
    unchanged(q, "quantiles")


@check(after=gives_every_column_its_quantile)
def gives_the_worked_numbers(quantile_loss):
    "gives the worked numbers of predictions from -2 to 2 for a target of 0"
    errors = (-2, -1, 0, 1, 2)
    for q, costs in (
        (0.1, (0.2, 0.1, 0, 0.9, 1.8)),
        (0.5, (1, 0.5, 0, 0.5, 1)),
        (0.9, (1.8, 0.9, 0, 0.1, 0.2)),
    ):
        for p, cost in zip(errors, costs, strict=True):
            got = quantile_loss(np.array([[float(p)]]), np.zeros(1), np.array([q]))
            near(got[0], float(cost), terms=2.0, name=f"loss of {p} at q = {q}")
