"""The precision-recall curve and the average precision."""

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged

NAMES = ("precision", "recall", "average")


def samples(rng, ones, zeros):
    """Labels in random order, and scores without ties, somewhat higher for ones."""
    labels = rng.permutation(np.repeat([1, 0], [ones, zeros]))
    return labels, rng.normal(size=ones + zeros) + 0.5 * labels


def same(precision_recall_curve, labels, scores, *names):
    """Fail unless those of the three results that are named are the reference's."""
    got, expected = precision_recall_curve(labels, scores), reference(labels, scores)
    for name, mine, theirs in zip(NAMES, got, expected, strict=True):
        if name in names:
            near(mine, theirs, length=len(labels), terms=1.0, name=name)


@check(points=2)
@cases(ones=[1, 3], zeros=[2, 6], seed=range(2))
def tells_what_is_true(precision_recall_curve, ones, zeros, rng):
    "gives the precision at every threshold, from the highest score to the lowest"
    same(precision_recall_curve, *samples(rng, ones, zeros), "precision")


@check(points=2, after=tells_what_is_true)
@cases(ones=[1, 3], zeros=[2, 6], seed=range(2))
def tells_what_is_found(precision_recall_curve, ones, zeros, rng):
    "gives the recall at every threshold"
    same(precision_recall_curve, *samples(rng, ones, zeros), "recall")


@check(points=2, after=tells_what_is_found)
@cases(ones=[2, 4], zeros=[3, 5], seed=range(2))
def averages_over_steps(precision_recall_curve, ones, zeros, rng):
    "averages precision over the steps of recall"
    same(precision_recall_curve, *samples(rng, ones, zeros), "average")


@check(points=2, after=averages_over_steps)
@cases(n=[6, 12], levels=[1, 3], seed=range(2))
def gives_ties_one_point(precision_recall_curve, n, levels, rng):
    "gives equal scores one point, in whatever order they come"
    labels, _ = samples(rng, n // 3, n - n // 3)
    same(precision_recall_curve, labels, rng.integers(0, levels, size=n) * 0.5, *NAMES)


@check(after=averages_over_steps)
@cases(n=[3], seed=range(2))
def needs_no_zeros(precision_recall_curve, n, rng):
    "takes samples that all have the label 1"
    same(precision_recall_curve, *samples(rng, n, 0), *NAMES)


@check(after=tells_what_is_found)
@cases(n=[1, 4])
def refuses_to_find_nothing(precision_recall_curve, n, rng):
    "raises ValueError where no label is 1"
    with raises(ValueError):
        precision_recall_curve(*samples(rng, 0, n))


@check(after=tells_what_is_true)
@cases(ones=[2], zeros=[3])
def leaves_its_arguments_unchanged(precision_recall_curve, ones, zeros, rng):
    "leaves labels and scores unchanged"
    labels, scores = (put(array) for array in samples(rng, ones, zeros))
    precision_recall_curve(labels, scores)
    unchanged(labels, "labels")
    unchanged(scores, "scores")


@check(after=averages_over_steps)
def gives_the_worked_numbers(precision_recall_curve):
    "gives the worked numbers: the first one is found at 1/1, the second at 2/3, on average 5/6"
    got = precision_recall_curve(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8]))
    worked = np.array([1.0, 0.5, 2 / 3, 0.5]), np.array([0.5, 0.5, 1.0, 1.0]), 5 / 6
    for name, mine, theirs in zip(NAMES, got, worked, strict=True):
        near(mine, theirs, name=name)
