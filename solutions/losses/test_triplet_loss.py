"""Triplet loss: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="cuts_off_every_row")
@cases(n=[500], d=[64], seed=range(2))
def handles_large_batches(triplet_loss, n, d, rng):
    "handles hundreds of triplets of 64 entries"
    anchor, positive, negative = rng.normal(size=(3, n, d))
    got, expected = (f(anchor, positive, negative, 0.3) for f in (triplet_loss, reference))
    near(got, expected, length=n, terms=20.0)


@check(after="cuts_off_every_row")
@cases(n=[2, 4], seed=range(2))
def does_not_care_where(triplet_loss, n, rng):
    "gives the same when all points are moved together"
    anchor, positive, negative = rng.normal(size=(3, n, 3))
    shift = 100 * rng.normal(size=3)
    got = triplet_loss(anchor + shift, positive + shift, negative + shift)
    near(got, reference(anchor, positive, negative), length=n, terms=1000.0)


def truth(anchor, positive, negative, margin=1.0):
    """Distances of Python's own, one triplet at a time."""
    from math import dist, fsum

    rows = zip(anchor.tolist(), positive.tolist(), negative.tolist(), strict=True)
    return fsum(max(0.0, dist(a, p) - dist(a, n) + margin) for a, p, n in rows) / len(anchor)


NEAR = "near = np.sqrt(((anchor - positive) ** 2).sum(axis=1))"
FAR = "far = np.sqrt(((anchor - negative) ** 2).sum(axis=1))"
RESULT = "return np.maximum(near - far + margin, 0).mean()"

squared = mistake(
    "squared the distances",
    fails="charges_the_difference_of_distances",
    replace=(RESULT, "return np.maximum(near**2 - far**2 + margin, 0).mean()"),
)

kinds_swapped = mistake(
    "pulled the negative closer and pushed the positive away",
    fails="charges_the_difference_of_distances",
    replace=(RESULT, "return np.maximum(far - near + margin, 0).mean()"),
)

manhattan = mistake(
    "added up absolute differences, the Manhattan distance",
    fails="charges_the_difference_of_distances",
    replace=[
        (NEAR, "near = np.abs(anchor - positive).sum(axis=1)"),
        (FAR, "far = np.abs(anchor - negative).sum(axis=1)"),
    ],
)

from_the_positive = mistake(
    "measured the negative from the positive instead of from the anchor",
    fails="charges_the_difference_of_distances",
    replace=(FAR, FAR.replace("anchor", "positive")),
)

margin_subtracted = mistake(
    "subtracted the margin, so a violation of less than the margin is free",
    fails="charges_the_difference_of_distances",
    replace=(RESULT, RESULT.replace("+ margin", "- margin")),
)

margin_of_one = mistake(
    "used a margin of 1, whatever was asked for",
    fails="obeys_the_margin",
    replace=(RESULT, RESULT.replace("margin", "1.0")),
)

never_cut_off = mistake(
    "did not cut off at 0, so triplets that are good already earn something",
    fails="costs_nothing_when_far_enough",
    replace=(RESULT, "return (near - far + margin).mean()"),
)

cut_before_margin = mistake(
    "cut off before adding the margin, which is then always paid",
    fails="costs_nothing_when_far_enough",
    replace=(RESULT, "return (np.maximum(near - far, 0) + margin).mean()"),
)

cut_off_last = mistake(
    "cut off the mean instead of each row, so good triplets pay for bad ones",
    fails="cuts_off_every_row",
    replace=(RESULT, "return max((near - far + margin).mean(), 0.0)"),
)

mean_of_violations = mistake(
    "took the mean over those triplets only that cost something",
    fails="cuts_off_every_row",
    replace=(RESULT, RESULT.replace(".mean()", ".sum() / max(1, (near + margin > far).sum())")),
)

summed = mistake(
    "added up the triplets instead of averaging them",
    fails="cuts_off_every_row",
    replace=(RESULT, RESULT.replace("mean", "sum")),
)

whole_batch = mistake(
    "took one distance over the whole batch",
    fails="cuts_off_every_row",
    replace=[(NEAR, NEAR.replace("axis=1", "")), (FAR, FAR.replace("axis=1", ""))],
)


@variant
def by_norm(anchor, positive, negative, margin=1.0):
    "distances by NumPy's norm"
    near = np.linalg.norm(positive - anchor, axis=-1)
    far = np.linalg.norm(negative - anchor, axis=-1)
    return float(np.mean(np.clip(margin + near - far, 0, None)))


@variant
def with_loops(anchor, positive, negative, margin=1.0):
    "one triplet at a time"
    total = 0.0
    for a, p, n in zip(anchor, positive, negative, strict=True):
        near = sum((x - y) ** 2 for x, y in zip(a, p, strict=True)) ** 0.5
        far = sum((x - y) ** 2 for x, y in zip(a, n, strict=True)) ** 0.5
        if near + margin > far:
            total += near - far + margin
    return total / len(anchor)
