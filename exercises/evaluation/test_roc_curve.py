"""The ROC curve and the area under it."""

import numpy as np

from grader import cases, check, near, put, raises, reference, unchanged


def samples(rng, ones, zeros):
    """Labels in random order, and scores without ties, somewhat higher for ones."""
    labels = rng.permutation(np.repeat([1, 0], [ones, zeros]))
    return labels, rng.normal(size=ones + zeros) + labels


def same(roc_curve, labels, scores, *names):
    """Fail unless those of the three results that are named are the reference's."""
    got, expected = roc_curve(labels, scores), reference(labels, scores)
    for name, mine, theirs in zip(("fpr", "tpr", "auc"), got, expected, strict=True):
        if name in names:
            near(mine, theirs, length=len(labels), terms=1.0, name=name)


@check(points=3)
@cases(ones=[1, 3], zeros=[2, 6], seed=range(2))
def walks_down_the_scores(roc_curve, ones, zeros, rng):
    "gives a point for every threshold, from none said to be 1 to all"
    same(roc_curve, *samples(rng, ones, zeros), "fpr", "tpr")


@check(points=2, after=walks_down_the_scores)
@cases(ones=[2, 4], zeros=[3, 5], seed=range(2))
def measures_the_area(roc_curve, ones, zeros, rng):
    "gives the area under the curve"
    same(roc_curve, *samples(rng, ones, zeros), "auc")


@check(points=3, after=walks_down_the_scores)
@cases(n=[6, 12], levels=[2, 3], seed=range(2))
def gives_ties_one_point(roc_curve, n, levels, rng):
    "gives equal scores one point, in whatever order they come"
    labels, _ = samples(rng, n // 3, n - n // 3)
    same(roc_curve, labels, rng.integers(0, levels, size=n) * 0.5, "fpr", "tpr")


@check(points=2, after=[measures_the_area, gives_ties_one_point])
@cases(n=[6, 12], levels=[1, 3], seed=range(2))
def counts_ties_half(roc_curve, n, levels, rng):
    "counts a tie between a 1 and a 0 as one half in the area"
    labels, _ = samples(rng, n // 3, n - n // 3)
    same(roc_curve, labels, rng.integers(0, levels, size=n) * 0.5, "auc")


@check(after=walks_down_the_scores)
@cases(label=[0, 1])
def refuses_a_single_label(roc_curve, label, rng):
    "raises ValueError where all labels are the same"
    with raises(ValueError):
        roc_curve(np.full(4, label), rng.normal(size=4))


@check(after=walks_down_the_scores)
@cases(ones=[2], zeros=[3])
def leaves_its_arguments_unchanged(roc_curve, ones, zeros, rng):
    "leaves labels and scores unchanged"
    labels, scores = (put(array) for array in samples(rng, ones, zeros))
    roc_curve(labels, scores)
    unchanged(labels, "labels")
    unchanged(scores, "scores")


@check(after=measures_the_area)
def gives_the_worked_numbers(roc_curve):
    "gives the worked numbers: of four pairs of a 1 and a 0, three are in order"
    fpr, tpr, auc = roc_curve(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8]))
    near(fpr, np.array([0.0, 0.0, 0.5, 0.5, 1.0]), name="fpr")
    near(tpr, np.array([0.0, 0.5, 0.5, 1.0, 1.0]), name="tpr")
    near(auc, 0.75, name="auc")
