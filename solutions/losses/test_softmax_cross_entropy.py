"""Softmax cross-entropy: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["differentiates_smoothed_labels", "survives_large_logits"])
@cases(n=[20], classes=[1000], seed=range(2))
def handles_many_classes(softmax_cross_entropy, n, classes, rng):
    "handles a thousand classes"
    logits = 3 * rng.normal(size=(n, classes))
    labels = rng.integers(classes, size=n)
    got = softmax_cross_entropy(logits, labels, 0.05)
    right = reference(logits, labels, 0.05)
    near(got[0], right[0], length=n * classes, terms=10.0, name="loss")
    near(got[1], right[1], length=classes, name="gradient")


@check(after="averages_the_rows")
@cases(classes=[3], n=[4, 6])
def takes_equal_labels(softmax_cross_entropy, classes, n, rng):
    "counts every row when all labels are the same, or some class has none"
    z, labels = rng.normal(size=(n, classes)), np.full(n, classes - 1)
    got, expected = softmax_cross_entropy(z, labels), reference(z, labels)
    near(got[0], expected[0], length=n, terms=5.0, name="loss")


def truth(logits, labels, smoothing=0.0):
    """SciPy's log-softmax and softmax, one row at a time."""
    from scipy.special import log_softmax, softmax

    n, classes = logits.shape
    total, gradient = 0.0, np.zeros_like(logits)
    for i, label in enumerate(labels):
        weights = np.full(classes, smoothing / classes)
        weights[label] += 1 - smoothing
        total -= weights @ log_softmax(logits[i])
        gradient[i] = (softmax(logits[i]) - weights) / n
    return float(total / n), gradient


SHIFTED = "logits - logits.max(axis=1, keepdims=True)"
LOG_P = "log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))"
TARGETS = "(1 - smoothing) * np.eye(classes)[labels] + smoothing / classes"
LOSS = "-(targets * log_p).sum() / n, "
GRADIENT = "(np.exp(log_p) - targets) / n"

no_minus = mistake(
    "left the minus sign out, so the loss is negative",
    fails="scores_one_row",
    replace=(LOSS, LOSS.removeprefix("-")),
)

no_softmax = mistake(
    "took the logits themselves for log-probabilities",
    fails="scores_one_row",
    replace=(LOSS, LOSS.replace("log_p", "logits")),
)

probability = mistake(
    "gave 1 - p of the label instead of -log p",
    fails="scores_one_row",
    replace=(LOSS, "1 - (targets * np.exp(log_p)).sum() / n, "),
)

over_entries = mistake(
    "took the mean over all n C entries instead of the n rows",
    fails="scores_one_row",
    replace=(LOSS, "-(targets * log_p).mean(), "),
)

summed = mistake(
    "added up the rows instead of averaging them",
    fails="averages_the_rows",
    replace=(LOSS, "-(targets * log_p).sum(), "),
)

over_rows = mistake(
    "normalized down the columns: the softmax runs over the classes of a row",
    fails="scores_one_row",
    replace=[
        (SHIFTED, SHIFTED.replace("axis=1", "axis=0")),
        (LOG_P, LOG_P.replace("axis=1", "axis=0")),
    ],
)

first_label = mistake(
    "used the label of the first row for every row",
    fails="averages_the_rows",
    replace=(TARGETS, TARGETS.replace("[labels]", "[labels[:1]].repeat(n, axis=0)")),
)

gradient_of_the_sum = mistake(
    "gave the gradient of the sum, without the factor 1/n of the mean",
    fails="differentiates_by_the_logits",
    replace=(GRADIENT, "np.exp(log_p) - targets"),
)

gradient_reversed = mistake(
    "gave one-hot minus softmax, the direction of descent instead of the gradient",
    fails="differentiates_by_the_logits",
    replace=(GRADIENT, "(targets - np.exp(log_p)) / n"),
)

by_the_probabilities = mistake(
    "gave the derivative by the probabilities, -t / p, not by the logits",
    fails="differentiates_by_the_logits",
    replace=(GRADIENT, "-targets / np.exp(log_p) / n"),
)

label_only = mistake(
    "gave a gradient at the label only; the other logits have one too",
    fails="differentiates_by_the_logits",
    replace=(GRADIENT, "(np.exp(log_p) - 1) * np.eye(classes)[labels] / n"),
)

over_the_others = mistake(
    "spread the smoothing over the other C - 1 classes only",
    fails="smooths_labels",
    replace=(
        TARGETS,
        "np.where(np.eye(classes)[labels] == 1, 1 - smoothing, smoothing / (classes - 1))",
    ),
)

smoothing_ignored = mistake(
    "ignored the smoothing",
    fails="smooths_labels",
    replace=(TARGETS, "np.eye(classes)[labels]"),
)

label_kept_whole = mistake(
    "added s / C to every class without taking s from the label",
    fails="smooths_labels",
    replace=(TARGETS, "np.eye(classes)[labels] + smoothing / classes"),
)

gradient_not_smoothed = mistake(
    "smoothed the loss, but not its gradient",
    fails="differentiates_smoothed_labels",
    replace=(GRADIENT, "(np.exp(log_p) - np.eye(classes)[labels]) / n"),
)

padded = mistake(
    "added 1e-12 to the probabilities inside the logarithm",
    fails="scores_one_row",
    replace=(LOSS, LOSS.replace("log_p", "np.log(np.exp(log_p) + 1e-12)")),
)

no_max = mistake(
    "subtracted no maximum, and exp of a large logit is inf",
    fails="subtracts_each_rows_own_maximum",
    replace=("shifted = " + SHIFTED, "shifted = logits"),
)

whole_maximum = mistake(
    "subtracted the maximum of the whole array, so every term of lower rows vanishes",
    fails="subtracts_each_rows_own_maximum",
    replace=(SHIFTED, "logits - logits.max()"),
)

log_of_softmax = mistake(
    "took the logarithm of a softmax that had become 0",
    fails="survives_large_logits",
    replace=(
        LOG_P,
        "log_p = np.log(np.exp(shifted) / np.exp(shifted).sum(axis=1, keepdims=True))",
    ),
)

clipped = mistake(
    "clipped probabilities at 1e-12, so no error costs more than 27.6",
    fails="survives_large_logits",
    replace=(LOSS, LOSS.replace("log_p", "np.maximum(log_p, np.log(1e-12))")),
)

in_place = mistake(
    "changed the caller's logits",
    fails="leaves_its_inputs_unchanged",
    replace=(
        "shifted = " + SHIFTED,
        "logits -= logits.max(axis=1, keepdims=True)\n    shifted = logits",
    ),
)


@variant
def by_indexing(logits, labels, smoothing=0.0):
    "the label's log-probability picked out, the smoothing added as a mean over the classes"
    rows = np.arange(len(labels))
    m = logits.max(axis=1)
    lse = m + np.log(np.exp(logits - m[:, None]).sum(axis=1))
    log_p = logits - lse[:, None]
    loss = (1 - smoothing) * -log_p[rows, labels] - smoothing * log_p.mean(axis=1)
    gradient = np.exp(log_p) - smoothing / logits.shape[1]
    gradient[rows, labels] -= 1 - smoothing
    return float(loss.mean()), gradient / len(rows)


@variant
def with_loops(logits, labels, smoothing=0.0):
    "one row at a time with Python floats"
    import math

    n, classes = logits.shape
    total, gradient = 0.0, np.zeros((n, classes))
    for i, (row, label) in enumerate(zip(logits.tolist(), labels.tolist(), strict=True)):
        m = max(row)
        log_sum = math.log(math.fsum(math.exp(z - m) for z in row))
        for c, z in enumerate(row):
            t = smoothing / classes + (1 - smoothing if c == label else 0.0)
            total -= t * (z - m - log_sum)
            gradient[i, c] = (math.exp(z - m - log_sum) - t) / n
    return total / n, gradient
