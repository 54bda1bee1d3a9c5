"""Precision, recall and F1: hidden checks, known mistakes, right variants, truth."""

from fractions import Fraction

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(
    after=[
        "gives_0_to_a_class_that_is_always_missed",
        "weighs_classes_by_their_samples",
        "adds_up_counts_first",
    ]
)
@cases(average=["none", "macro", "weighted", "micro"], seed=range(1))
def handles_many_classes(precision_recall_f1, average, rng):
    "handles a hundred classes, some of which do not occur"
    matrix = rng.integers(0, 40, size=(100, 100)) * (rng.random((100, 100)) < 0.1)
    matrix[:4] = matrix[:, 2:6] = 0
    got, expected = (side(matrix, average, 0.25) for side in (precision_recall_f1, reference))
    near(got, expected, length=100, terms=1.0)


@check(after=["gives_0_to_a_class_that_is_always_missed", "adds_up_counts_first"])
@cases(classes=[2, 4], zero=[0.0, 1.0])
def knows_the_always_wrong(precision_recall_f1, classes, zero, rng):
    "gives 0 on average to a model that is always wrong, whatever zero_division is"
    matrix = rng.integers(1, 9, size=(classes, classes)) * (1 - np.eye(classes, dtype=np.int64))
    for average in ("micro", "macro", "weighted"):
        near(precision_recall_f1(matrix, average, zero), (0.0, 0.0, 0.0), tolerance=1e-12)


def truth(matrix, average, zero_division=0.0):
    """In fractions, from lists of tp, fp and fn."""
    if average not in {"none", "macro", "weighted", "micro"}:
        raise ValueError(average)
    rows = matrix.tolist()
    classes = range(len(rows))
    tp = [rows[c][c] for c in classes]
    fp = [sum(row[c] for row in rows) - rows[c][c] for c in classes]
    fn = [sum(rows[c]) - rows[c][c] for c in classes]
    weights = [t + n for t, n in zip(tp, fn, strict=True)]
    if average == "micro":
        tp, fp, fn, weights = [sum(tp)], [sum(fp)], [sum(fn)], [1]

    def over(part, whole):
        return Fraction(part, whole) if whole else Fraction(zero_division)

    counts = list(zip(tp, fp, fn, strict=True))
    results = (
        [over(t, t + p) for t, p, n in counts],
        [over(t, t + n) for t, p, n in counts],
        [over(2 * t, 2 * t + p + n) for t, p, n in counts],
    )
    if average == "none":
        return tuple(np.array([float(v) for v in values]) for values in results)
    if average != "weighted":
        weights = [1] * len(counts)
    return tuple(
        float(sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights))
        for values in results
    )


BOTH = ["gives_each_class_its_precision", "gives_each_class_its_recall"]
SUMS = "predicted, samples = matrix.sum(axis=0), matrix.sum(axis=1)"
SHARES = "shares = share(tp, predicted), share(tp, samples), share(2 * tp, predicted + samples)"
ZEROS = "shares = np.full(np.shape(whole), zero_division, dtype=np.float64)"
DIVIDE = "return np.divide(part, whole, out=shares, where=whole > 0)"
WEIGHTS = 'weights = samples if average == "weighted" else None'
RETURN = "    return precision, recall, f1\n"
MICRO = "tp, predicted, samples = tp.sum(), predicted.sum(), samples.sum()"

swapped = mistake(
    "took precision for recall: summed rows where columns belong",
    fails=BOTH,
    replace=(SUMS, "samples, predicted = matrix.sum(axis=0), matrix.sum(axis=1)"),
)

over_all = mistake(
    "divided by the number of all samples",
    fails=BOTH,
    replace=(SUMS, "predicted = samples = np.full(len(matrix), matrix.sum())"),
)

over_mistakes = mistake(
    "divided tp by fp in the precision, without tp itself",
    fails="gives_each_class_its_precision",
    replace=(SHARES, SHARES.replace("share(tp, predicted),", "share(tp, predicted - tp),")),
)

arithmetic = mistake(
    "took the arithmetic mean of precision and recall for F1",
    fails="gives_each_class_its_f1",
    replace=(
        SHARES,
        SHARES.replace(
            "share(2 * tp, predicted + samples)", "(share(tp, predicted) + share(tp, samples)) / 2"
        ),
    ),
)

geometric = mistake(
    "took the geometric mean of precision and recall for F1",
    fails="gives_each_class_its_f1",
    replace=(
        SHARES,
        SHARES.replace(
            "share(2 * tp, predicted + samples)",
            "np.sqrt(share(tp, predicted) * share(tp, samples))",
        ),
    ),
)

not_doubled = mistake(
    "left the 2 out of F1",
    fails="gives_each_class_its_f1",
    replace=(SHARES, SHARES.replace("2 * tp", "tp")),
)

f1_of_means = mistake(
    "took F1 of macro precision and macro recall instead of the mean of F1",
    fails="averages_classes",
    replace=(
        RETURN,
        """\
    if average == "macro":
        f1 = 2 * precision * recall / max(precision + recall, 1e-300)
    return precision, recall, f1
""",
    ),
)

macro_weighted = mistake(
    "weighed the classes by their samples for macro too",
    fails="averages_classes",
    replace=(WEIGHTS, "weights = samples if average != 'micro' else None"),
)

by_predictions = mistake(
    "weighed the classes by how often they were predicted",
    fails="weighs_classes_by_their_samples",
    replace=(WEIGHTS, WEIGHTS.replace("samples", "predicted")),
)

micro_as_macro = mistake(
    "took the mean of the classes for micro",
    fails="adds_up_counts_first",
    replace=(MICRO, "pass"),
)

always_zero = mistake(
    "gave 0 for every division by 0, whatever was asked for",
    fails="divides_by_zero_as_told",
    replace=(ZEROS, ZEROS.replace("zero_division", "0.0")),
)

nan = mistake(
    "divided 0 by 0",
    fails="divides_by_zero_as_told",
    replace=(DIVIDE, "return part / whole"),
)

left_out = mistake(
    "left classes out of the macro mean that occur nowhere",
    fails="divides_by_zero_as_told",
    replace=(
        WEIGHTS,
        WEIGHTS.replace("None", '((predicted + samples) > 0 if average == "macro" else None)'),
    ),
)

harmonic_guarded = mistake(
    "used zero_division where precision and recall are both 0, though the class was seen",
    fails="gives_0_to_a_class_that_is_always_missed",
    replace=(
        SHARES,
        SHARES
        + """
    missed = (tp == 0) & (predicted > 0) & (samples > 0)
    shares = (*shares[:2], np.where(missed, zero_division or 1.0, shares[2]))""",
    ),
)

harmonic_nan = mistake(
    "computed F1 as 2 p r / (p + r), which is 0 / 0 where both are 0",
    fails="gives_0_to_a_class_that_is_always_missed",
    replace=(
        SHARES,
        SHARES
        + """
    missed = (tp == 0) & (predicted > 0) & (samples > 0)
    shares = (*shares[:2], np.where(missed, np.nan, shares[2]))""",
    ),
)

macro_by_default = mistake(
    "took the macro mean for any average it does not know",
    fails="refuses_other_averages",
    replace=(
        'if average not in ("none", "macro", "weighted", "micro")',
        "if not isinstance(average, str)",
    ),
)

in_place = mistake(
    "cleared the diagonal of the caller's matrix",
    fails="leaves_the_matrix_unchanged",
    replace=(SHARES, SHARES + "\n    tp = tp.copy()\n    np.fill_diagonal(matrix, 0)"),
)


@variant
def class_by_class(matrix, average, zero_division=0.0):
    "one class after the other with Python numbers"
    if average not in ["none", "macro", "weighted", "micro"]:
        raise ValueError("unknown")
    counts = []
    for c in range(len(matrix)):
        tp = int(matrix[c, c])
        counts.append((tp, int(matrix[:, c].sum()) - tp, int(matrix[c].sum()) - tp))
    if average == "micro":
        counts = [tuple(sum(column) for column in zip(*counts, strict=True))]
    table = []
    for tp, fp, fn in counts:
        precision = tp / (tp + fp) if tp + fp else zero_division
        recall = tp / (tp + fn) if tp + fn else zero_division
        seen = tp + fp + fn
        table.append((precision, recall, tp / (tp + (fp + fn) / 2) if seen else zero_division))
    columns = [np.array(column, dtype="float64") for column in zip(*table, strict=True)]
    if average == "none":
        return tuple(columns)
    weights = np.ones(len(counts))
    if average == "weighted":
        weights = np.array([tp + fn for tp, _, fn in counts], dtype="float64")
    return tuple(float(column @ weights / weights.sum()) for column in columns)


@variant
def with_divide(matrix, average, zero_division=0.0):
    "np.divide with a prepared result"
    if average not in {"none", "macro", "weighted", "micro"}:
        raise ValueError("unknown")
    hits = np.diag(matrix).astype("float64")
    columns, rows = matrix.sum(0).astype("float64"), matrix.sum(1).astype("float64")
    if average == "micro":
        hits, columns, rows = (np.array([total.sum()]) for total in (hits, columns, rows))
    results = []
    for top, bottom in ((hits, columns), (hits, rows), (2 * hits, columns + rows)):
        start = np.full(len(hits), float(zero_division))
        results.append(np.divide(top, bottom, out=start, where=bottom > 0))
    if average == "none":
        return tuple(results)
    weights = rows / rows.sum() if average == "weighted" else np.full(len(hits), 1 / len(hits))
    return tuple(float((weights * values).sum()) for values in results)
