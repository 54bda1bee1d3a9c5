"""Focal loss: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["works_on_any_shape", "survives_large_logits", "obeys_gamma"])
@cases(n=[2000], gamma=[0.5, 3.0])
def handles_many_entries(focal_loss, n, gamma, rng):
    "handles thousands of logits of all sizes"
    z, y = 8 * rng.normal(size=(n, 3)), (rng.random(size=(n, 3)) < 0.1).astype("float64")
    near(focal_loss(z, y, gamma), reference(z, y, gamma), length=3 * n, terms=30.0)


@check(after=["survives_large_logits", "obeys_gamma"])
@cases(size=[20.0, 30.0], gamma=[1.0, 2.0], seed=range(2))
def keeps_tiny_losses(focal_loss, size, gamma, rng):
    "keeps the tiny loss of what is easy"
    z = size * (1 + 0.05 * rng.random(size=3))
    got, expected = (side(z, np.ones(3), gamma) for side in (focal_loss, reference))
    near(got, expected, length=3, terms=100 * expected)


def truth(logits, targets, gamma=2.0):
    """SciPy's logistic function and its logarithm, one entry at a time."""
    from math import fsum

    from scipy.special import expit, log_expit

    signs = (2 * targets - 1).ravel()
    terms = [
        -float(log_expit(sign * z)) * float(expit(-sign * z)) ** gamma
        for z, sign in zip(logits.ravel(), signs, strict=True)
    ]
    return fsum(terms) / len(terms)


S = "np.where(targets == 1, logits, -logits)"
SURPRISE = "np.maximum(-s, 0) + small"
DOUBT = "np.exp(-(np.maximum(s, 0) + small))"
RESULT = "return (doubt**gamma * surprise).mean()"

certain_weighed = mistake(
    "weighed by p_t**gamma, which is large for what is easy",
    fails="weighs_positives_by_doubt",
    replace=(RESULT, "return ((1 - doubt) ** gamma * surprise).mean()"),
)

doubt_times_gamma = mistake(
    "multiplied by gamma instead of raising to its power",
    fails="weighs_positives_by_doubt",
    replace=("doubt**gamma", "gamma * doubt"),
)

gamma_of_the_log = mistake(
    "raised the whole product to the power of gamma",
    fails="weighs_positives_by_doubt",
    replace=(RESULT, "return ((doubt * surprise) ** gamma).mean() + 0 * gamma"),
)

no_minus = mistake(
    "left the minus sign out, so the loss is negative",
    fails="weighs_positives_by_doubt",
    replace=("return (", "return -("),
)

summed = mistake(
    "added up the entries instead of averaging them",
    fails="weighs_positives_by_doubt",
    replace=(".mean()", ".sum()"),
)

weights_normalized = mistake(
    "divided by the sum of the weights instead of the number of entries",
    fails="weighs_positives_by_doubt",
    replace=(RESULT, "return (doubt**gamma * surprise).sum() / (doubt**gamma).sum()"),
)

alpha = mistake(
    "weighed classes by an alpha of 0.25 and 0.75 nobody asked for",
    fails="weighs_positives_by_doubt",
    replace=(
        RESULT,
        "return (np.where(targets == 1, 0.25, 0.75) * doubt**gamma * surprise).mean()",
    ),
)

negatives_forgotten = mistake(
    "left out entries whose target is 0",
    fails="weighs_negatives_by_doubt",
    replace=("doubt**gamma * surprise", "targets * doubt**gamma * surprise"),
)

p_for_every_target = mistake(
    "used 1 - p as weight of targets that are 0 as well, where the doubt is p",
    fails="weighs_negatives_by_doubt",
    replace=(RESULT, "return ((1 / (1 + np.exp(logits))) ** gamma * surprise).mean()"),
)

two_always = mistake(
    "used a gamma of 2, whatever was asked for",
    fails="weighs_positives_by_doubt",
    replace=("doubt**gamma", "doubt**2"),
)

log_of_zero = mistake(
    "took the logarithm of a probability that had become 0",
    fails="survives_large_logits",
    replace=(SURPRISE, "-np.log(1 / (1 + np.exp(-s)))"),
)

clipped = mistake(
    "clipped probabilities at 1e-7, so no error costs more than 16.1",
    fails="survives_large_logits",
    replace=(SURPRISE, "np.minimum(np.maximum(-s, 0) + small, -np.log(1e-7))"),
)

in_place = mistake(
    "changed the caller's logits",
    fails="leaves_its_inputs_unchanged",
    replace=(f"s = {S}", "logits[targets == 0] *= -1\n    s = logits"),
)

doubt_lost = mistake(
    "took 1 minus a probability next to 1, which loses all digits",
    fails="keeps_tiny_losses",
    replace=(DOUBT, "1 - 1 / (1 + np.exp(-s))"),
)


@variant
def by_logaddexp(logits, targets, gamma=2.0):
    "logarithm of the weight times gamma, both by logaddexp"
    s = (2 * targets - 1) * logits
    return float(np.mean(np.exp(-gamma * np.logaddexp(0, s)) * np.logaddexp(0, -s)))


@variant
def with_loops(logits, targets, gamma=2.0):
    "one entry at a time with Python floats"
    import math

    total = 0.0
    for z, y in zip(logits.ravel().tolist(), targets.ravel().tolist(), strict=True):
        s = z if y == 1 else -z
        small = math.exp(-abs(s))
        doubt = small / (1 + small) if s >= 0 else 1 / (1 + small)
        total += doubt**gamma * (max(-s, 0.0) + math.log1p(small))
    return total / logits.size
