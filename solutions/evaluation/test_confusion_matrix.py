"""The confusion matrix: hidden checks, known mistakes, right variants, truth."""

from fractions import Fraction

import numpy as np

from grader import cases, check, equal, mistake, near, reference, variant


@check(after=["gives_the_accuracy", "gives_every_class_the_same_weight"])
@cases(n=[2000], classes=[30], seed=range(2))
def handles_many_samples(confusion_matrix, n, classes, rng):
    "handles thousands of samples and thirty classes"
    labels, predictions = rng.integers(0, classes, size=(2, n))
    predictions = np.where(rng.random(n) < 0.7, labels, predictions)
    got, expected = (side(labels, predictions, classes) for side in (confusion_matrix, reference))
    equal(got[0], expected[0], name="matrix")
    near(got[1:], expected[1:], length=classes, terms=1.0, name="accuracies")


@check(after="counts_who_was_taken_for_whom")
@cases(dtype=["uint8", "int32"])
def takes_any_integers(confusion_matrix, dtype, rng):
    "takes labels of any integer type, and still counts beyond 255"
    labels, predictions = (rng.integers(0, 2, size=1200).astype(dtype) for _ in range(2))
    got, expected = (side(labels, predictions, 2) for side in (confusion_matrix, reference))
    equal(got[0], expected[0], name="matrix")


def truth(labels, predictions, n_classes):
    """Counted pair by pair, shares as fractions."""
    pairs = list(zip(labels.tolist(), predictions.tolist(), strict=True))
    if any(number not in range(n_classes) for pair in pairs for number in pair):
        raise ValueError("no class")
    matrix = [[pairs.count((i, j)) for j in range(n_classes)] for i in range(n_classes)]
    shares = [Fraction(row[i], sum(row)) for i, row in enumerate(matrix) if any(row)]
    accuracy = Fraction(sum(i == j for i, j in pairs), len(pairs))
    return np.array(matrix), float(accuracy), float(sum(shares) / len(shares))


ADD = "np.add.at(matrix, (labels, predictions), 1)"
MATRIX = "matrix = np.zeros((n_classes, n_classes), dtype=np.int64)"
RANGE = "if values.min() < 0 or values.max() >= n_classes"
BALANCED = "balanced = (right[occurs] / samples[occurs]).mean()"
RETURN = "return matrix, right.sum() / len(labels), balanced"

turned = mistake(
    "put the predictions in the rows and the truth in the columns",
    fails="counts_who_was_taken_for_whom",
    replace=(ADD, "np.add.at(matrix, (predictions, labels), 1)"),
)

counted_once = mistake(
    "counted a pair only once, however often it occurs: m[i, j] += 1 with index arrays",
    fails="counts_who_was_taken_for_whom",
    replace=(ADD, "matrix[labels, predictions] += 1"),
)

only_mistakes = mistake(
    "counted the mistakes only and left the diagonal empty",
    fails="counts_who_was_taken_for_whom",
    replace=(ADD, "np.add.at(matrix, (labels, predictions), labels != predictions)"),
)

shares = mistake(
    "divided every row by its sum, although counts were asked for",
    fails="counts_who_was_taken_for_whom",
    replace=(RETURN, RETURN.replace("matrix,", "matrix / np.maximum(samples, 1)[:, None],")),
)

classes_found = mistake(
    "made the matrix only as large as the largest class that occurs",
    fails="keeps_a_place_for_every_class",
    replace=(MATRIX, "n_classes = max(labels.max(), predictions.max(), 1) + 1\n    " + MATRIX),
)

over_classes = mistake(
    "divided by the number of classes instead of the samples",
    fails="gives_the_accuracy",
    replace=(RETURN, RETURN.replace("len(labels)", "n_classes")),
)

errors_counted = mistake(
    "gave the share of wrong predictions",
    fails="gives_the_accuracy",
    replace=(
        RETURN,
        RETURN.replace("right.sum() / len", "1 - right.sum() / len"),
    ),
)

right_counted = mistake(
    "gave the number of right predictions, not their share",
    fails="gives_the_accuracy",
    replace=(RETURN, RETURN.replace(" / len(labels)", "")),
)

not_balanced = mistake(
    "gave the plain accuracy for the balanced one",
    fails="gives_every_class_the_same_weight",
    replace=(BALANCED, "balanced = right.sum() / len(labels)"),
)

by_predictions = mistake(
    "took the share among the predictions of a class instead of its samples",
    fails="gives_every_class_the_same_weight",
    replace=(
        BALANCED,
        "balanced = (right[occurs] / np.maximum(matrix.sum(axis=0), 1)[occurs]).mean()",
    ),
)

empty_as_zero = mistake(
    "counted classes without samples as never right",
    fails="leaves_out_empty_classes",
    replace=(BALANCED, "balanced = (right / np.maximum(samples, 1)).mean()"),
)

minus_one_is_last = mistake(
    "counted -1 as the last class, as NumPy's indices do",
    fails="refuses_other_labels",
    replace=(RANGE, "if values.min() < -n_classes or values.max() >= n_classes"),
)

predictions_believed = mistake(
    "checked the labels only, not the predictions",
    fails="refuses_other_predictions",
    replace=('(("label", labels), ("prediction", predictions))', '(("label", labels),)'),
)

bytes_wrap = mistake(
    "counted in 8 bits, which end at 255",
    fails="takes_any_integers",
    replace=(RETURN, "matrix = matrix.astype(np.uint8).astype(np.int64)\n    " + RETURN),
)


@variant
def by_bincount(labels, predictions, n_classes):
    "each pair as one number i C + j, counted by np.bincount"
    for values in (labels, predictions):
        if ((values < 0) | (values >= n_classes)).any():
            raise ValueError("no class")
    flat = labels.astype(np.int64) * n_classes + predictions
    matrix = np.bincount(flat, minlength=n_classes**2).reshape(n_classes, n_classes)
    recalls = [matrix[i, i] / matrix[i].sum() for i in range(n_classes) if matrix[i].sum()]
    return matrix, float(np.mean(labels == predictions)), float(np.mean(recalls))


@variant
def by_one_hot(labels, predictions, n_classes):
    "one-hot rows multiplied"
    classes = np.arange(n_classes)
    truth_rows, said_rows = labels[:, None] == classes, predictions[:, None] == classes
    if not (truth_rows.any(1).all() and said_rows.any(1).all()):
        raise ValueError("no class")
    matrix = truth_rows.T.astype(np.int64) @ said_rows.astype(np.int64)
    hits = labels == predictions
    balanced = sum(hits[labels == c].mean() for c in set(labels.tolist()))
    return matrix, float(hits.sum()) / len(hits), float(balanced / len(set(labels.tolist())))
