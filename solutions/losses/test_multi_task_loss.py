"""Multi-task loss: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant

GRADIENTS = ["differentiates_by_the_losses", "differentiates_by_the_log_variances"]


@check(after=["differentiates_the_fixed_sum", *GRADIENTS])
@cases(t=[100], seed=range(2))
def handles_many_tasks(multi_task_loss, t, rng):
    "handles a hundred tasks"
    losses, weights, log_vars = rng.random(size=t), rng.random(size=t), rng.normal(size=t)
    given = (losses, weights, log_vars, rng.integers(0, 2, size=t) == 1)
    got, expected = multi_task_loss(*given), reference(*given)
    for which, parts in expected.items():
        near(got[which][0], parts[0], length=t, terms=20.0, name=f"{which} loss")
        near(got[which][1:], parts[1:], terms=20.0, name=f"{which} gradients")


@check(after=GRADIENTS)
@cases(size=[-250.0, 250.0], seed=range(2))
def takes_extreme_variances(multi_task_loss, size, rng):
    "takes variances from exp(-250) to exp(250)"
    losses, weights = rng.uniform(0.5, 2.0, size=(2, 3))
    given = (losses, weights, size * (1 + 0.1 * rng.random(size=3)), np.arange(3) == 1)
    got, expected = multi_task_loss(*given)["uncertainty"], reference(*given)["uncertainty"]
    for mine, theirs in zip(got, expected, strict=True):
        near(mine, theirs, length=400, name="result")


@check(after=GRADIENTS)
@cases(off=[-0.5, 0.0, 0.5], seed=range(2))
def is_least_where_the_terms_balance(multi_task_loss, off, rng):
    "has slope 0 where the variance fits the loss, and the right sign on both sides"
    losses, weights = rng.uniform(0.5, 2.0, size=(2, 4))
    classifies = np.array([True, False, False, True])
    log_vars = np.log(np.where(classifies, 2.0, 1.0) * losses) + off
    got = multi_task_loss(losses, weights, log_vars, classifies)["uncertainty"][2]
    near(got, np.full(4, 0.5 - 0.5 * np.exp(-off)), length=4, terms=2.0, name="slope")


def truth(losses, weights, log_vars, classifies):
    """One task after another in terms of sigma."""
    import math

    fixed = math.fsum(w * x for w, x in zip(weights.tolist(), losses.tolist(), strict=True))
    costs, by_losses, by_log_vars = [], [], []
    for x, s, hard in zip(losses.tolist(), log_vars.tolist(), classifies.tolist(), strict=True):
        sigma = math.exp(s / 2)
        factor = (2 if hard else 1) / sigma / sigma
        costs += [factor * x / 2, math.log(sigma)]
        by_losses.append(factor / 2)
        by_log_vars.append((1 - factor * x) / 2)
    return {
        "fixed": (fixed, np.array(weights)),
        "uncertainty": (math.fsum(costs), np.array(by_losses), np.array(by_log_vars)),
    }


SCALE = "np.where(classifies, 1.0, 0.5) * np.exp(-log_vars)"
TOTAL = "(scale * losses + log_vars / 2).sum()"
FIXED = "((weights * losses).sum(), weights.copy())"
PARTS = "(total, scale, 0.5 - scale * losses)"

averaged = mistake(
    "divided by the number of tasks",
    fails="adds_up_with_fixed_weights",
    replace=(FIXED, FIXED.replace("sum()", "mean()")),
)

normalized = mistake(
    "divided by the sum of the weights",
    fails="adds_up_with_fixed_weights",
    replace=(FIXED, FIXED.replace("sum()", "sum() / weights.sum()")),
)

weights_forgotten = mistake(
    "left the weights out",
    fails="adds_up_with_fixed_weights",
    replace=(FIXED, FIXED.replace("(weights * losses)", "losses")),
)

fixed_by_weights = mistake(
    "gave the derivatives by the weights, which are the losses",
    fails="differentiates_the_fixed_sum",
    replace=(FIXED, FIXED.replace("weights.copy()", "losses.copy()")),
)

fixed_by_weighted = mistake(
    "left the losses in the derivative by the losses",
    fails="differentiates_the_fixed_sum",
    replace=(FIXED, FIXED.replace("weights.copy()", "weights * losses")),
)

certainty_for_free = mistake(
    "did not charge log sigma, so claiming to know nothing costs nothing",
    fails="weighs_regression_by_certainty",
    replace=(TOTAL, "(scale * losses).sum()"),
)

deviation = mistake(
    "took log_vars for logarithms of standard deviations",
    fails="weighs_regression_by_certainty",
    replace=[
        (SCALE, SCALE.replace("-log_vars", "-2 * log_vars")),
        (TOTAL, TOTAL.replace(" / 2", "")),
    ],
)

multiplied = mistake(
    "multiplied the loss by the variance",
    fails="weighs_regression_by_certainty",
    replace=(SCALE, SCALE.replace("-log_vars", "log_vars")),
)

whole_log_variance = mistake(
    "charged the log-variance instead of its half, log sigma",
    fails="weighs_regression_by_certainty",
    replace=(TOTAL, TOTAL.replace(" / 2", "")),
)

regression_whole = mistake(
    "left out the 1/2 of a regression",
    fails="weighs_regression_by_certainty",
    replace=(SCALE, "np.exp(-log_vars)"),
)

fixed_weights_too = mistake(
    "multiplied by the fixed weights as well",
    fails="weighs_regression_by_certainty",
    replace=(TOTAL, "(scale * weights * losses + log_vars / 2).sum()"),
)

classification_halved = mistake(
    "halved the loss of a classification as well",
    fails="weighs_classification_by_certainty",
    replace=(SCALE, "0.5 * np.exp(-log_vars)"),
)

first_task_decides = mistake(
    "used the first task's formula for all",
    fails="tells_tasks_apart",
    replace=(SCALE, SCALE.replace("classifies", "classifies[0]")),
)

losses_scale_without_kind = mistake(
    "halved a classification in the derivative by the losses",
    fails="differentiates_by_the_losses",
    replace=(PARTS, PARTS.replace("scale,", "np.exp(-log_vars) / 2,")),
)

losses_scale_is_cost = mistake(
    "left the losses in the derivative by the losses, with their weights of uncertainty",
    fails="differentiates_by_the_losses",
    replace=(PARTS, PARTS.replace("scale,", "scale * losses,")),
)

constant_slope = mistake(
    "forgot that exp(-s) depends on s",
    fails="differentiates_by_the_log_variances",
    replace=(PARTS, PARTS.replace("0.5 - scale * losses", "np.full(len(losses), 0.5)")),
)

log_sigma_forgotten = mistake(
    "left log sigma out of the derivative by log_vars",
    fails="differentiates_by_the_log_variances",
    replace=(PARTS, PARTS.replace("0.5 - scale", "-scale")),
)

slope_reversed = mistake(
    "gave the derivative by log_vars the opposite sign",
    fails="differentiates_by_the_log_variances",
    replace=(PARTS, PARTS.replace("0.5 - scale * losses", "scale * losses - 0.5")),
)

by_log_sigma = mistake(
    "gave the derivative by log sigma, which is twice as large",
    fails="differentiates_by_the_log_variances",
    replace=(PARTS, PARTS.replace("0.5 - scale * losses", "1 - 2 * scale * losses")),
)

by_variance = mistake(
    "gave the derivative by the variance, not by its logarithm",
    fails="differentiates_by_the_log_variances",
    replace=(
        PARTS,
        PARTS.replace("0.5 - scale * losses", "(0.5 - scale * losses) * np.exp(-log_vars)"),
    ),
)

in_place = mistake(
    "changed the caller's log_vars",
    fails="leaves_its_inputs_unchanged",
    replace=[
        ("    scale = ", "    log_vars *= -1.0\n    scale = "),
        ("np.exp(-log_vars)", "np.exp(log_vars)"),
        (TOTAL, TOTAL.replace("+", "-")),
    ],
)


@variant
def by_sigma(losses, weights, log_vars, classifies):
    "in terms of sigma, with dot products"
    sigma = np.exp(0.5 * log_vars)
    precision = (1 + classifies) / (2 * sigma * sigma)
    total = float(precision @ losses + np.log(sigma).sum())
    return {
        "fixed": (float(np.dot(losses, weights)), 1.0 * weights),
        "uncertainty": (total, precision, (1 - 2 * precision * losses) / 2),
    }


@variant
def with_loops(losses, weights, log_vars, classifies):
    "one task at a time"
    fixed = total = 0.0
    by_losses, by_log_vars = [], []
    for loss, weight, s, hard in zip(losses, weights, log_vars, classifies, strict=True):
        fixed += weight * loss
        factor = np.exp(-s) if hard else 0.5 * np.exp(-s)
        total += factor * loss + 0.5 * s
        by_losses.append(factor)
        by_log_vars.append(0.5 - factor * loss)
    return {
        "fixed": (fixed, weights),
        "uncertainty": (total, np.array(by_losses), np.array(by_log_vars)),
    }
