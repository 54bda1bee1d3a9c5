"""The precision-recall curve: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant

NAMES = ("precision", "recall", "average")


@check(after="gives_ties_one_point")
@cases(n=[800], levels=[20, 10**6], seed=range(2))
def handles_many_samples(precision_recall_curve, n, levels, rng):
    "handles hundreds of samples, of which one in twenty is a 1"
    labels = (rng.random(n) < 0.05).astype("int64")
    labels[0] = 1
    scores = (rng.integers(0, levels, size=n) + labels * (levels // 3)).astype("float64")
    got, expected = precision_recall_curve(labels, scores), reference(labels, scores)
    for name, mine, theirs in zip(NAMES, got, expected, strict=True):
        near(mine, theirs, length=n, terms=1.0, name=name)


@check(after="averages_over_steps")
@cases(n=[10], best=[True, False])
def knows_the_best_and_the_worst(precision_recall_curve, n, best, rng):
    "gives 1 for a perfect order, and little for the reverse"
    labels = rng.permutation(n) % 3 // 2
    scores = rng.random(n) + (labels if best else -labels)
    got, expected = precision_recall_curve(labels, scores), reference(labels, scores)
    for name, mine, theirs in zip(NAMES, got, expected, strict=True):
        near(mine, theirs, length=n, terms=1.0, name=name)


def truth(labels, scores):
    """Every threshold tried by itself, with Python numbers."""
    pairs = list(zip(scores.tolist(), labels.tolist(), strict=True))
    ones = sum(y for _, y in pairs)
    if not ones:
        raise ValueError("no ones")
    precision, recall, average = [], [0.0], 0.0
    for threshold in sorted({s for s, _ in pairs}, reverse=True):
        above = [y for s, y in pairs if s >= threshold]
        precision.append(sum(above) / len(above))
        recall.append(sum(above) / ones)
        average += (recall[-1] - recall[-2]) * precision[-1]
    return np.array(precision), np.array(recall[1:]), average


ORDER = "order = np.argsort(-scores)"
LAST = "last_of_its_score = np.append(np.diff(scores[order]) != 0, True)"
RATES = "precision, recall = found / said, found / ones"
AVERAGE = "average = (np.diff(np.append(0.0, recall)) * precision).sum()"
RETURN = "return precision, recall, average"
GUARD = "if ones == 0"

ascending = mistake(
    "walked from the lowest score to the highest",
    fails="tells_what_is_true",
    replace=(ORDER, "order = np.argsort(scores)"),
)

swapped = mistake(
    "returned recall first and precision second",
    fails="tells_what_is_true",
    replace=(RETURN, "return recall, precision, average"),
)

from_one = mistake(
    "put a point with precision 1 in front, where nothing is said yet",
    fails="tells_what_is_true",
    replace=(RETURN, "return np.append(1.0, precision), np.append(0.0, recall), average"),
)

smoothed = mistake(
    "took at every point the best precision that is still to come",
    fails="tells_what_is_true",
    replace=(
        RATES,
        RATES + "\n    precision = np.maximum.accumulate(precision[::-1])[::-1]",
    ),
)

over_all = mistake(
    "divided what is found by the number of all samples in the recall",
    fails="tells_what_is_found",
    replace=(RATES, RATES.replace("found / ones", "found / len(labels)")),
)

false_alarms = mistake(
    "gave the share of zeros that it says 1 to, which belongs to the ROC curve, for the recall",
    fails="tells_what_is_found",
    replace=(RATES, RATES.replace("found / ones", "(said - found) / max(len(labels) - ones, 1)")),
)

trapezoids = mistake(
    "took trapezoids instead of steps",
    fails="averages_over_steps",
    replace=(
        AVERAGE,
        (
            "before = np.append(precision[0], precision[:-1])\n"
            "    average = (np.diff(np.append(0.0, recall)) * (precision + before)).sum() / 2"
        ),
    ),
)

mean_of_points = mistake(
    "took the mean of precision over all points, also those where nothing new is found",
    fails="averages_over_steps",
    replace=(AVERAGE, "average = precision.mean()"),
)

first_step_lost = mistake(
    "left out the first step, from recall 0",
    fails="averages_over_steps",
    replace=(AVERAGE, "average = (np.diff(recall) * precision[1:]).sum()"),
)

left_ends = mistake(
    "multiplied each step by the precision before it",
    fails="averages_over_steps",
    replace=(
        AVERAGE,
        "average = (np.diff(np.append(0.0, recall)) * np.append(1.0, precision[:-1])).sum()",
    ),
)

point_by_sample = mistake(
    "gave every sample its own point, also those with the same score",
    fails="gives_ties_one_point",
    replace=(LAST, "last_of_its_score = np.full(len(scores), True)"),
)

zeros_needed = mistake(
    "refused samples that all have the label 1",
    fails="needs_no_zeros",
    replace=(GUARD, "if ones == 0 or ones == len(labels)"),
)

nothing_refused = mistake(
    "returned a curve where no label is 1",
    fails="refuses_to_find_nothing",
    replace=[(GUARD, "if False"), (RATES, RATES.replace("/ ones", "/ max(ones, 1)"))],
)

sorted_in_place = mistake(
    "sorted the caller's scores in place",
    fails="leaves_its_arguments_unchanged",
    replace=(RETURN, "scores.sort()\n    " + RETURN),
)


@variant
def threshold_by_threshold(labels, scores):
    "every threshold tried by itself"
    if not (labels == 1).any():
        raise ValueError("no ones")
    thresholds = np.unique(scores)[::-1]
    precision = np.array([labels[scores >= t].mean() for t in thresholds])
    recall = np.array([(scores[labels == 1] >= t).mean() for t in thresholds])
    return precision, recall, float(precision @ np.diff(recall, prepend=0.0))


@variant
def by_counting(labels, scores):
    "counts of each score by np.unique and np.bincount"
    levels, place = np.unique(-scores, return_inverse=True)
    found = np.bincount(place, weights=labels, minlength=len(levels)).cumsum()
    said = np.bincount(place, minlength=len(levels)).cumsum()
    if found[-1] == 0:
        raise ValueError("no ones")
    precision = found / said
    steps = np.diff(found, prepend=0.0)
    return precision, found / found[-1], float((steps * precision).sum() / found[-1])
