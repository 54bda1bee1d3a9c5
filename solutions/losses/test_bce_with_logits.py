"""Binary cross-entropy from logits: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["works_on_any_shape", "charges_the_sure_and_wrong"])
@cases(n=[3000])
def handles_large_batches(bce_with_logits, n, rng):
    "handles thousands of logits of all sizes"
    z, y = 10 * rng.normal(size=(n, 2)), rng.random(size=(n, 2))
    got, expected = bce_with_logits(z, y), reference(z, y)
    near(got[0], expected[0], length=2 * n, terms=30.0, name="loss")
    near(got[1], expected[1], terms=1 / n, name="gradient")


@check(after="charges_the_sure_and_wrong")
@cases(size=[30.0, 700.0], seed=range(2))
def keeps_tiny_losses(bce_with_logits, size, rng):
    "keeps the tiny loss of a model that is sure and right"
    z = size * (1 + 0.05 * rng.random(size=3))
    y = np.ones(3)
    near(bce_with_logits(z, y)[0], reference(z, y)[0], length=3, terms=2 * np.exp(-size))


def truth(logits, targets):
    """SciPy's log of the logistic function, and its logistic function."""
    from scipy.special import expit, log_expit

    terms = -targets * log_expit(logits) - (1 - targets) * log_expit(-logits)
    return float(terms.mean()), (expit(logits) - targets) / logits.size


SMALL = "small = np.exp(-np.abs(logits))"
LOSS = "(np.maximum(logits, 0) - logits * targets + np.log1p(small)).mean()"
P = "np.where(logits >= 0, 1.0, small) / (1 + small)"
RESULT = "return loss, (p - targets) / logits.size"

no_minus = mistake(
    "left the minus sign out, so the loss is negative",
    fails="scores_hard_labels",
    replace=("return loss,", "return -loss,"),
)

positives_only = mistake(
    "left out the term of targets that are 0",
    fails="scores_hard_labels",
    replace=(LOSS, "(targets * (np.maximum(-logits, 0) + np.log1p(small))).mean()"),
)

summed = mistake(
    "added up the losses instead of averaging them",
    fails="scores_hard_labels",
    replace=(LOSS, LOSS.replace("mean", "sum")),
)

bits = mistake(
    "took logarithms to base 2",
    fails="scores_hard_labels",
    replace=(LOSS, f"{LOSS} / np.log(2)"),
)

targets_rounded = mistake(
    "took soft labels for hard ones",
    fails="scores_soft_labels",
    replace=(SMALL, f"{SMALL}\n    soft, targets = targets, np.round(targets)"),
)

gradient_of_the_sum = mistake(
    "gave the gradient of the sum, without the factor 1/N of the mean",
    fails="differentiates_by_the_logits",
    replace=(RESULT, "return loss, p - targets"),
)

gradient_reversed = mistake(
    "gave y - p, the direction of descent instead of the gradient",
    fails="differentiates_by_the_logits",
    replace=(RESULT, "return loss, (targets - p) / logits.size"),
)

by_the_probability = mistake(
    "gave the derivative by p, and left the sigmoid's own derivative out",
    fails="differentiates_by_the_logits",
    replace=(RESULT, "return loss, (p - targets) / (p * (1 - p)) / logits.size"),
)

sigmoid_twice = mistake(
    "multiplied p - y by p (1 - p) once more, the gradient of the squared error",
    fails="differentiates_by_the_logits",
    replace=(RESULT, "return loss, (p - targets) * p * (1 - p) / logits.size"),
)

clipped = mistake(
    "clipped probabilities to 1e-7 ... 1 - 1e-7, so no error costs more than 16.1",
    fails="charges_the_sure_and_wrong",
    replace=(LOSS, "np.minimum" + LOSS.replace(").mean", ", -np.log(1e-7)).mean")),
)

overflowing = mistake(
    "let exp(z) overflow in log(1 + exp(z))",
    fails="charges_the_sure_and_wrong",
    replace=(LOSS, "(np.log(1 + np.exp(logits)) - logits * targets).mean()"),
)

mean_of_rows = mistake(
    "divided the gradient by the number of rows instead of the number of entries",
    fails="works_on_any_shape",
    replace=(RESULT, "return loss, (p - targets) / len(logits)"),
)

in_place = mistake(
    "changed the caller's logits",
    fails="leaves_its_inputs_unchanged",
    replace=(RESULT, "logits *= 0\n    return loss, (p - targets) / logits.size"),
)

small_losses_lost = mistake(
    "added exp(-|z|) to 1 before the logarithm, which loses it for large z",
    fails="keeps_tiny_losses",
    replace=("np.log1p(small)", "np.log(1 + small)"),
)


@variant
def by_logaddexp(logits, targets):
    "softplus as logaddexp(0, z), sigmoid from tanh"
    loss = targets * np.logaddexp(0, -logits) + (1 - targets) * np.logaddexp(0, logits)
    return float(np.mean(loss)), (0.5 * (1 + np.tanh(logits / 2)) - targets) / loss.size


@variant
def with_loops(logits, targets):
    "one entry at a time with Python floats"
    import math

    total, gradient = 0.0, np.zeros(logits.shape)
    for at in np.ndindex(logits.shape):
        z, y = float(logits[at]), float(targets[at])
        small = math.exp(-abs(z))
        p = 1 / (1 + small) if z >= 0 else small / (1 + small)
        total += max(z, 0.0) * (1 - y) + max(-z, 0.0) * y + math.log1p(small)
        gradient[at] = (p - y) / logits.size
    return total / logits.size, gradient
