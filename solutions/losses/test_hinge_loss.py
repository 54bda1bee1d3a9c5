"""Hinge loss: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after=["differentiates_two_classes", "differentiates_many_classes"])
@cases(n=[400], classes=[10], seed=range(2))
def handles_large_batches(hinge_loss, n, classes, rng):
    "handles hundreds of samples and ten classes"
    many, labels = 2 * rng.normal(size=(n, classes)), rng.integers(0, classes, size=n)
    pair, sides = 2 * rng.normal(size=n), 2 * rng.integers(0, 2, size=n) - 1
    for scores, right in ((pair, sides), (many, labels)):
        got, expected = hinge_loss(scores, right, 0.7), reference(scores, right, 0.7)
        near(got[0], expected[0], length=n * classes, terms=10.0, name="loss")
        near(got[1], expected[1], name="gradient")


@check(after="differentiates_many_classes")
@cases(n=[3], shift=[-40.0, 70.0], seed=range(2))
def looks_at_differences_only(hinge_loss, n, shift, rng):
    "gives the same when all scores of a sample are moved together"
    scores, labels = rng.normal(size=(n, 4)), rng.integers(0, 4, size=n)
    got, expected = hinge_loss(scores + shift, labels), reference(scores, labels)
    near(got[0], expected[0], length=n, terms=1000.0, name="loss")
    near(got[1], expected[1], name="gradient")


def truth(scores, labels, margin=1.0):
    """One pair of a right score and a rival after another; two classes as scores s/2 and -s/2."""
    from math import fsum

    n = len(scores)
    two = scores.ndim == 1
    table = np.stack([-scores / 2, scores / 2], axis=1) if two else scores
    right = [(y + 1) // 2 if two else y for y in labels.tolist()]
    costs, gradient = [], np.zeros(table.shape)
    for i, y in enumerate(right):
        for j in range(table.shape[1]):
            cost = margin - (float(table[i, y]) - float(table[i, j]))
            if j != y and cost > 0:
                costs.append(cost)
                gradient[i, j] += 1 / n
                gradient[i, y] -= 1 / n
    return fsum(costs) / n, (gradient[:, 1] - gradient[:, 0]) / 2 if two else gradient


TWO = "    short = margin - labels * scores\n"
TWO_LOSS = "return np.maximum(short, 0).sum() / n, np.where"
TWO_SLOPE = "np.where(short > 0, -labels, 0) / n"
MANY = "short = margin + scores - scores[rows, labels][:, None]"
OWN = "    short[rows, labels] = 0\n"
ACTIVE = "gradient = np.where(short > 0, 1.0, 0.0)"
RIGHT = "gradient[rows, labels] = -gradient.sum(axis=1)"
MANY_LOSS = "return np.maximum(short, 0).sum() / n, gradient"

wrong_side = mistake(
    "added y s to the margin, which rewards the wrong side",
    fails="charges_what_is_short_of_the_margin",
    replace=(TWO, TWO.replace("margin - ", "margin + ")),
)

without_margin = mistake(
    "left the margin out (the perceptron's loss), so barely right costs nothing",
    fails="charges_what_is_short_of_the_margin",
    replace=(TWO, TWO.replace("margin - ", "-")),
)

wrong_ones_counted = mistake(
    "counted the wrong predictions, a number without any slope",
    fails="charges_what_is_short_of_the_margin",
    replace=(TWO_LOSS, "return np.mean(labels * scores <= 0), np.where"),
)

squared = mistake(
    "squared what is missing to the margin (the squared hinge loss)",
    fails="charges_what_is_short_of_the_margin",
    replace=(TWO_LOSS, TWO_LOSS.replace("np.maximum(short, 0)", "(np.maximum(short, 0) ** 2)")),
)

summed = mistake(
    "added up the samples instead of averaging them",
    fails="charges_what_is_short_of_the_margin",
    replace=(TWO_LOSS, TWO_LOSS.replace(" / n", "")),
)

never_cut_off = mistake(
    "did not cut off at 0, so a score beyond the margin earns something",
    fails="costs_nothing_beyond_the_margin",
    replace=(TWO_LOSS, TWO_LOSS.replace("np.maximum(short, 0)", "short")),
)

cut_off_last = mistake(
    "cut off the mean instead of every sample, so good ones pay for bad ones",
    fails="costs_nothing_beyond_the_margin",
    replace=(TWO_LOSS, TWO_LOSS.replace("np.maximum(short, 0).sum()", "max(short.sum(), 0.0)")),
)

mean_of_violations = mistake(
    "took the mean over those samples only that cost something",
    fails="costs_nothing_beyond_the_margin",
    replace=(TWO_LOSS, TWO_LOSS.replace(" / n", " / max(1, (short > 0).sum())")),
)

margin_of_one = mistake(
    "used a margin of 1, whatever was asked for",
    fails="obeys_the_margin",
    replace=(TWO, TWO.replace("margin", "1.0")),
)

slope_everywhere = mistake(
    "gave a slope also to samples beyond the margin, which cost nothing",
    fails="differentiates_two_classes",
    replace=(TWO_SLOPE, "-labels / n"),
)

slope_of_the_wrong = mistake(
    "gave a slope to wrong predictions only, not to those within the margin",
    fails="differentiates_two_classes",
    replace=(TWO_SLOPE, TWO_SLOPE.replace("short > 0", "labels * scores < 0")),
)

slope_reversed = mistake(
    "gave y instead of -y: the way down, not the gradient",
    fails="differentiates_two_classes",
    replace=(TWO_SLOPE, TWO_SLOPE.replace("-labels", "labels")),
)

slope_of_the_sum = mistake(
    "gave the derivative of the sum, without the factor 1/n of the mean",
    fails="differentiates_two_classes",
    replace=(TWO_SLOPE, TWO_SLOPE.replace(" / n", " / 1.0")),
)

own_rival = mistake(
    "left j = y in the sum, so every sample is charged the margin once more",
    fails="charges_every_rival",
    replace=(OWN, ""),
)

worst_rival = mistake(
    "charged only the worst rival (Crammer and Singer's loss)",
    fails="charges_every_rival",
    replace=(MANY_LOSS, MANY_LOSS.replace(".sum()", ".max(axis=1).sum()")),
)

over_classes = mistake(
    "divided by the number of classes as well, as PyTorch does",
    fails="charges_every_rival",
    replace=(MANY_LOSS, MANY_LOSS.replace("/ n", "/ short.size")),
)

roles_swapped = mistake(
    "subtracted the rival's score from the right one's",
    fails="charges_every_rival",
    replace=(MANY, "short = margin - scores + scores[rows, labels][:, None]"),
)

rivals_margin_of_one = mistake(
    "used a margin of 1 for many classes, whatever was asked for",
    fails="charges_every_rival",
    replace=(MANY, MANY.replace("margin", "1.0")),
)

rivals_not_cut_off = mistake(
    "did not cut off each rival at 0, so one far behind pays for another",
    fails="lets_distant_rivals_go",
    replace=(MANY_LOSS, MANY_LOSS.replace("np.maximum(short, 0)", "short")),
)

samples_cut_off = mistake(
    "cut off the sum of each sample instead of every rival",
    fails="lets_distant_rivals_go",
    replace=(
        MANY_LOSS,
        MANY_LOSS.replace("np.maximum(short, 0).sum()", "np.maximum(short.sum(axis=1), 0).sum()"),
    ),
)

right_pulled_once = mistake(
    "pulled the right score up once, not once for every rival too near",
    fails="differentiates_many_classes",
    replace=(RIGHT, "gradient[rows, labels] = -gradient.max(axis=1)"),
)

right_forgotten = mistake(
    "forgot that the right score is in every term of the sum",
    fails="differentiates_many_classes",
    replace=(RIGHT, "gradient[rows, labels] = 0.0"),
)

all_rivals_pushed = mistake(
    "pushed down every rival, also those far enough behind",
    fails="differentiates_many_classes",
    replace=(ACTIVE, "gradient = np.ones(short.shape)\n    gradient[rows, labels] = 0.0"),
)

many_of_the_sum = mistake(
    "gave the derivative of the sum over many classes' samples, without the factor 1/n",
    fails="differentiates_many_classes",
    replace=("sum() / n, gradient / n", "sum() / n, gradient"),
)

slope_on_the_margin = mistake(
    "gave a slope to scores exactly on the margin",
    fails="pulls_at_nothing_on_the_margin",
    replace=(TWO_SLOPE, TWO_SLOPE.replace("> 0", ">= 0")),
)

in_place = mistake(
    "changed the caller's scores",
    fails="leaves_its_inputs_unchanged",
    replace=(
        MANY,
        "right = scores[rows, labels][:, None]\n    short = scores\n    short += margin - right",
    ),
)


@variant
def one_hot(scores, labels, margin=1.0):
    "a mask of right classes, and slopes by the count of rivals"
    if scores.ndim == 1:
        missing = np.clip(margin - labels * scores, 0, None)
        return float(np.mean(missing)), -labels * (missing > 0) / labels.size
    right = labels[:, None] == np.arange(scores.shape[1])
    missing = margin + scores - (scores * right).sum(axis=1, keepdims=True)
    near_ones = (missing > 0) & ~right
    slopes = near_ones - right * near_ones.sum(axis=1, keepdims=True)
    return float(missing[near_ones].sum() / len(labels)), slopes / len(labels)


@variant
def with_loops(scores, labels, margin=1.0):
    "one pair of scores at a time"
    total, gradient, n = 0.0, np.zeros(scores.shape), len(scores)
    for i, y in enumerate(labels):
        if scores.ndim == 1:
            if y * scores[i] < margin:
                total += (margin - y * scores[i]) / n
                gradient[i] = -y / n
            continue
        for j, rival in enumerate(scores[i]):
            if j != y and scores[i, y] - rival < margin:
                total += (margin - (scores[i, y] - rival)) / n
                gradient[i, j] += 1 / n
                gradient[i, y] -= 1 / n
    return total, gradient
