"""The ROC curve: hidden checks, known mistakes, right variants, truth."""

from fractions import Fraction

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="counts_ties_half")
@cases(n=[800], levels=[20, 10**6], seed=range(2))
def handles_many_samples(roc_curve, n, levels, rng):
    "handles hundreds of samples, with many ties and with few"
    labels = (rng.random(n) < 0.1).astype("int64")
    labels[:2] = 0, 1
    scores = (rng.integers(0, levels, size=n) + labels * (levels // 3)).astype("float64")
    got, expected = roc_curve(labels, scores), reference(labels, scores)
    for name, mine, theirs in zip(("fpr", "tpr", "auc"), got, expected, strict=True):
        near(mine, theirs, length=n, terms=1.0, name=name)


@check(after="measures_the_area")
@cases(n=[9], seed=range(2))
def looks_at_the_order_only(roc_curve, n, rng):
    "gives the same for scores stretched out to 1e300 or pressed together to 1e-300"
    labels, scores = rng.permutation(n) % 2, rng.normal(size=n)
    expected = reference(labels, scores)
    for moved in (np.sinh(600 * scores / np.abs(scores).max()), scores * 1e-300):
        for name, mine, theirs in zip(
            ("fpr", "tpr", "auc"), roc_curve(labels, moved), expected, strict=True
        ):
            near(mine, theirs, length=n, terms=1.0, name=name)


def truth(labels, scores):
    """Every threshold tried by itself; the area counted pair by pair."""
    ones = [s for s, y in zip(scores.tolist(), labels.tolist(), strict=True) if y == 1]
    zeros = [s for s, y in zip(scores.tolist(), labels.tolist(), strict=True) if y == 0]
    if not ones or not zeros:
        raise ValueError("one label")
    tpr, fpr = [0.0], [0.0]
    for threshold in sorted(set(ones + zeros), reverse=True):
        tpr.append(sum(s >= threshold for s in ones) / len(ones))
        fpr.append(sum(s >= threshold for s in zeros) / len(zeros))
    won = sum((a > b) + Fraction(a == b, 2) for a in ones for b in zeros)
    return np.array(fpr), np.array(tpr), float(won / (len(ones) * len(zeros)))


ORDER = "order = np.argsort(-scores)"
LAST = "last_of_its_score = np.append(np.diff(sorted_scores) != 0, True)"
RATES = "tpr, fpr = np.append(0, found) / ones, np.append(0, alarms) / zeros"
AUC = "auc = (np.diff(fpr) * (tpr[1:] + tpr[:-1])).sum() / 2"
RETURN = "return fpr, tpr, auc"
GUARD = "if ones == 0 or zeros == 0"

ascending = mistake(
    "walked from the lowest score to the highest",
    fails="walks_down_the_scores",
    replace=(ORDER, "order = np.argsort(scores)"),
)

swapped = mistake(
    "returned the rates in the other order, tpr first",
    fails="walks_down_the_scores",
    replace=(RETURN, "return tpr, fpr, auc"),
)

over_all = mistake(
    "divided both counts by the number of all samples",
    fails="walks_down_the_scores",
    replace=(RATES, RATES.replace("ones", "len(labels)").replace("zeros", "len(labels)")),
)

no_beginning = mistake(
    "left out the beginning (0, 0)",
    fails="walks_down_the_scores",
    replace=(RETURN, "return fpr[1:], tpr[1:], auc"),
)

precision = mistake(
    "gave the share of ones among what it says 1 to, which is precision, for the false alarms",
    fails="walks_down_the_scores",
    replace=(
        RETURN,
        "return np.append(0, found / (found + alarms)), tpr, auc",
    ),
)

not_normalized = mistake(
    "returned counts instead of rates",
    fails="walks_down_the_scores",
    replace=(RETURN, "return fpr * zeros, tpr * ones, auc"),
)

above = mistake(
    "measured the area above the curve, as the integral of fpr over tpr does",
    fails="measures_the_area",
    replace=(RETURN, "return fpr, tpr, 1 - auc"),
)

mean_of_tpr = mistake(
    "took the mean of tpr over the points for the area",
    fails="measures_the_area",
    replace=(AUC, "auc = tpr.mean()"),
)

point_by_sample = mistake(
    "gave every sample its own point, also those with the same score",
    fails="gives_ties_one_point",
    replace=(LAST, "last_of_its_score = np.full(len(scores), True)"),
)

first_of_its_score = mistake(
    "took the point after the first of several equal scores, not after the last",
    fails="gives_ties_one_point",
    replace=[
        (LAST, LAST + "\n    first = np.append(True, last_of_its_score[:-1])"),
        (
            "found = np.cumsum(sorted_labels == 1)[last_of_its_score]",
            "found = np.cumsum(sorted_labels == 1)[first]",
        ),
        (
            "alarms = np.cumsum(sorted_labels == 0)[last_of_its_score]",
            "alarms = np.cumsum(sorted_labels == 0)[first]",
        ),
    ],
)

ties_won = mistake(
    "counted a tie between a 1 and a 0 as won: rectangles by the right end",
    fails="counts_ties_half",
    replace=(AUC, "auc = (np.diff(fpr) * tpr[1:]).sum()"),
)

ties_lost = mistake(
    "counted a tie between a 1 and a 0 as lost: rectangles by the left end",
    fails="counts_ties_half",
    replace=(AUC, "auc = (np.diff(fpr) * tpr[:-1]).sum()"),
)

half_for_one_label = mistake(
    "returned a curve although all labels are the same",
    fails="refuses_a_single_label",
    replace=[
        (GUARD, "if False"),
        (
            "ones, zeros = (labels == 1).sum(), (labels == 0).sum()",
            "ones, zeros = max((labels == 1).sum(), 1), max((labels == 0).sum(), 1)",
        ),
    ],
)

sorted_in_place = mistake(
    "sorted the caller's scores in place",
    fails="leaves_its_arguments_unchanged",
    replace=(RETURN, "scores.sort()\n    " + RETURN),
)

close_is_equal = mistake(
    "took scores for equal that are only close",
    fails="looks_at_the_order_only",
    replace=(LAST, LAST.replace("np.diff(sorted_scores) != 0", "np.diff(sorted_scores) < -1e-12")),
)


@variant
def threshold_by_threshold(labels, scores):
    "every threshold tried by itself, the area by comparing all pairs"
    ones, zeros = scores[labels == 1], scores[labels == 0]
    if len(ones) == 0 or len(zeros) == 0:
        raise ValueError("one label")
    thresholds = np.unique(scores)[::-1]
    tpr = [0.0, *((ones >= t).mean() for t in thresholds)]
    fpr = [0.0, *((zeros >= t).mean() for t in thresholds)]
    above = (ones[:, None] > zeros).mean() + 0.5 * (ones[:, None] == zeros).mean()
    return np.array(fpr), np.array(tpr), float(above)


@variant
def by_ranks(labels, scores):
    "counts by np.unique and np.bincount, the area by mean ranks"
    from scipy.stats import rankdata

    levels, place = np.unique(scores, return_inverse=True)
    ones = np.bincount(place, weights=labels == 1, minlength=len(levels))[::-1]
    zeros = np.bincount(place, weights=labels == 0, minlength=len(levels))[::-1]
    m, n = ones.sum(), zeros.sum()
    if not m or not n:
        raise ValueError("one label")
    auc = (rankdata(scores)[labels == 1].sum() - m * (m + 1) / 2) / (m * n)
    start = np.zeros(1)
    return np.r_[start, zeros.cumsum() / n], np.r_[start, ones.cumsum() / m], float(auc)
