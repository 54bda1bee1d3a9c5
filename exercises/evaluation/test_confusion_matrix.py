"""The confusion matrix, accuracy and balanced accuracy."""

import numpy as np

from grader import cases, check, equal, near, put, raises, reference, unchanged


def answers(rng, n, classes):
    """Labels and predictions; class 0 is frequent, and taken for the last class rather often."""
    labels = np.where(rng.random(n) < 0.4, 0, rng.integers(0, classes, size=n))
    guesses = np.where(rng.random(n) < 0.4, classes - 1, rng.integers(0, classes, size=n))
    return labels, np.where(rng.random(n) < 0.4, labels, guesses)


@check(points=3)
@cases(n=[1, 6, 20], classes=[2, 3], seed=range(2))
def counts_who_was_taken_for_whom(confusion_matrix, n, classes, rng):
    "counts for each label and each prediction the samples that have both"
    labels, predictions = answers(rng, n, classes)
    predictions[0] = classes - 1
    got, expected = (side(labels, predictions, classes) for side in (confusion_matrix, reference))
    equal(got[0], expected[0], name="matrix")


@check(after=counts_who_was_taken_for_whom)
@cases(n=[3, 10], more=[1, 3], seed=range(2))
def keeps_a_place_for_every_class(confusion_matrix, n, more, rng):
    "keeps a row and a column for classes that nobody belongs to and nobody predicts"
    labels, predictions = answers(rng, n, 2)
    got, expected = (side(labels, predictions, 2 + more) for side in (confusion_matrix, reference))
    equal(got[0], expected[0], name="matrix")


@check(points=2, after=counts_who_was_taken_for_whom)
@cases(n=[1, 7, 20], classes=[2, 4], seed=range(2))
def gives_the_accuracy(confusion_matrix, n, classes, rng):
    "gives the share of samples that were predicted rightly"
    labels, predictions = answers(rng, n, classes)
    got, expected = (side(labels, predictions, classes) for side in (confusion_matrix, reference))
    near(got[1], expected[1], name="accuracy")


@check(points=2, after=counts_who_was_taken_for_whom)
@cases(n=[10, 20], classes=[2, 3], seed=range(3))
def gives_every_class_the_same_weight(confusion_matrix, n, classes, rng):
    "gives every class the same weight in the balanced accuracy, however many samples it has"
    labels, predictions = answers(rng, n, classes)
    labels[:classes], predictions[:classes] = np.arange(classes), np.arange(classes)
    got, expected = (side(labels, predictions, classes) for side in (confusion_matrix, reference))
    near(got[2], expected[2], length=classes, terms=1.0, name="balanced accuracy")


@check(after=[keeps_a_place_for_every_class, gives_every_class_the_same_weight])
@cases(n=[3, 10], seed=range(2))
def leaves_out_empty_classes(confusion_matrix, n, rng):
    "leaves classes without samples out of the balanced accuracy"
    labels, predictions = answers(rng, n, 3)
    labels, predictions = 1 + labels % 2, 1 + predictions % 2
    labels[:2] = predictions[:2] = 1, 2
    got, expected = (side(labels, predictions, 5) for side in (confusion_matrix, reference))
    near(got[2], expected[2], length=5, terms=1.0, name="balanced accuracy")


@check(after=counts_who_was_taken_for_whom)
@cases(classes=[2, 4])
def refuses_other_labels(confusion_matrix, classes, rng):
    "raises ValueError for a label that is no class, -1 among them"
    for wrong in (-1, -classes, classes, classes + 3):
        labels, predictions = answers(rng, 6, classes)
        labels[rng.integers(6)] = wrong
        with raises(ValueError):
            confusion_matrix(labels, predictions, classes)


@check(after=refuses_other_labels)
@cases(classes=[2, 4])
def refuses_other_predictions(confusion_matrix, classes, rng):
    "raises ValueError for a prediction that is no class, -1 among them"
    for wrong in (-1, -classes, classes, classes + 3):
        labels, predictions = answers(rng, 6, classes)
        predictions[rng.integers(6)] = wrong
        with raises(ValueError):
            confusion_matrix(labels, predictions, classes)


@check(after=counts_who_was_taken_for_whom)
@cases(n=[5])
def leaves_its_arguments_unchanged(confusion_matrix, n, rng):
    "leaves labels and predictions unchanged"
    labels, predictions = (put(array) for array in answers(rng, n, 3))
    confusion_matrix(labels, predictions, 3)
    unchanged(labels, "labels")
    unchanged(predictions, "predictions")


@check(after=[gives_the_accuracy, gives_every_class_the_same_weight])
def sees_through_the_constant_model(confusion_matrix):
    "gives a model that always says 0 an accuracy of 5/6, and a balanced accuracy of only 1/2"
    labels = np.array([0, 0, 0, 0, 1, 0])
    matrix, accuracy, balanced = confusion_matrix(labels, np.zeros(6, dtype=np.int64), 2)
    equal(matrix, np.array([[5, 0], [1, 0]]), name="matrix")
    near(accuracy, 5 / 6, name="accuracy")
    near(balanced, 0.5, name="balanced accuracy")
