"""Precision, recall and F1 of a confusion matrix."""

import numpy as np

from grader import cases, check, equal, near, put, raises, reference, unchanged

NAMES = ("precision", "recall", "f1")


def confused(rng, classes):
    """A confusion matrix of classes of different sizes, where every class is found and missed."""
    matrix = rng.integers(1, 9, size=(classes, classes)) + np.diag(
        rng.integers(4, 20, size=classes)
    )
    return matrix * np.arange(1, classes + 1)[:, None]


def same(precision_recall_f1, matrix, average, *options, only=NAMES):
    """Fail unless those of the three that are named are the reference's."""
    got, expected = (side(matrix, average, *options) for side in (precision_recall_f1, reference))
    for name, mine, theirs in zip(NAMES, got, expected, strict=True):
        if name in only:
            near(mine, theirs, length=len(matrix), terms=1.0, name=name)


@check(points=2)
@cases(classes=[2, 3, 4], seed=range(2))
def gives_each_class_its_precision(precision_recall_f1, classes, rng):
    "gives each class its precision: what is true of what was said"
    same(precision_recall_f1, confused(rng, classes), "none", only=("precision",))


@check(points=2)
@cases(classes=[2, 3, 4], seed=range(2))
def gives_each_class_its_recall(precision_recall_f1, classes, rng):
    "gives each class its recall: what was found of what is there"
    same(precision_recall_f1, confused(rng, classes), "none", only=("recall",))


@check(after=[gives_each_class_its_precision, gives_each_class_its_recall])
@cases(classes=[2, 3, 4], seed=range(2))
def gives_each_class_its_f1(precision_recall_f1, classes, rng):
    "gives each class its F1, the harmonic mean of precision and recall"
    same(precision_recall_f1, confused(rng, classes), "none", only=("f1",))


@check(points=2, after=gives_each_class_its_f1)
@cases(classes=[2, 3], seed=range(2))
def averages_classes(precision_recall_f1, classes, rng):
    "takes the plain mean of the classes for macro"
    same(precision_recall_f1, confused(rng, classes), "macro")


@check(after=gives_each_class_its_f1)
@cases(classes=[2, 3], seed=range(2))
def weighs_classes_by_their_samples(precision_recall_f1, classes, rng):
    "weighs the classes by their numbers of samples for weighted"
    same(precision_recall_f1, confused(rng, classes), "weighted")


@check(points=2, after=gives_each_class_its_f1)
@cases(classes=[2, 3], seed=range(2))
def adds_up_counts_first(precision_recall_f1, classes, rng):
    "adds up the counts of all classes for micro, and divides once"
    same(precision_recall_f1, confused(rng, classes), "micro")


@check(points=2, after=averages_classes)
@cases(zero=[0.0, 1.0, 0.5], average=["none", "macro"])
def divides_by_zero_as_told(precision_recall_f1, zero, average, rng):
    "uses zero_division where a class was never predicted, has no samples, or both"
    never_said, never_there, neither = confused(rng, 4), confused(rng, 4), confused(rng, 4)
    never_said[:, 1] = 0
    never_there[2] = 0
    neither[3] = neither[:, 3] = 0
    single = np.diag([1, *np.diag(never_there)[1:]])  # a class of one sample, found
    for matrix in (never_said, never_there, neither, single):
        same(precision_recall_f1, matrix, average, zero)


@check(after=divides_by_zero_as_told)
@cases(zero=[0.0, 1.0], classes=[2, 3])
def gives_0_to_a_class_that_is_always_missed(precision_recall_f1, zero, classes, rng):
    "gives F1 = 0 to a class that occurs, was predicted, and was never right"
    matrix = confused(rng, classes)
    matrix[1, 1] = 0
    same(precision_recall_f1, matrix, "none", zero)


@check(after=gives_each_class_its_f1)
@cases(average=["binary", "Macro", ""])
def refuses_other_averages(precision_recall_f1, average, rng):
    "raises ValueError for an average it does not know"
    with raises(ValueError):
        precision_recall_f1(confused(rng, 2), average)


@check(after=gives_each_class_its_f1)
@cases(average=["none", "macro"])
def leaves_the_matrix_unchanged(precision_recall_f1, average, rng):
    "leaves the matrix unchanged"
    matrix = put(confused(rng, 3))
    precision_recall_f1(matrix, average)
    unchanged(matrix, "matrix")


@check(after=averages_classes)
def gives_the_worked_numbers(precision_recall_f1):
    "gives the worked numbers: macro F1 is 0.6211, not the 0.6300 of both means"
    matrix = np.array([[8, 2], [1, 1]])
    got = precision_recall_f1(matrix, "none")
    worked = np.array([8 / 9, 1 / 3]), np.array([0.8, 0.5]), np.array([16 / 19, 0.4])
    for name, mine, theirs in zip(NAMES, got, worked, strict=True):
        near(mine, theirs, name=name)
    macro = precision_recall_f1(matrix, "macro")
    equal(len(macro), 3, name="number of results")
    for name, mine, theirs in zip(NAMES, macro, worked, strict=True):
        near(mine, float(theirs.mean()), name=f"macro {name}")
