"""Expected calibration error: hidden checks, known mistakes, right variants, truth."""

import numpy as np

from grader import cases, check, mistake, near, reference, variant


@check(after="passes_over_empty_parts")
@cases(n=[5000], bins=[15, 100])
def handles_many_predictions(calibration_error, n, bins, rng):
    "handles thousands of predictions"
    confidence = 0.001 + 0.998 * rng.random(size=n)
    correct = rng.random(size=n) < confidence**2
    got, expected = (f(confidence, correct, bins) for f in (calibration_error, reference))
    near(got, expected, length=n, terms=1.0)


@check(after="closes_parts_above")
@cases(n=[1, 4], bins=[1, 16])
def knows_the_overconfident(calibration_error, n, bins, rng):
    "is 1 for a model that is always sure and always wrong"
    confidence, correct = np.ones(n), rng.random(size=n) < 0
    got, expected = (f(confidence, correct, bins) for f in (calibration_error, reference))
    near(got, expected, length=n)


def truth(confidence, correct, bins=10):
    """Part after part, by comparing with its two edges."""
    from math import fsum

    total = []
    for b in range(1, bins + 1):
        inside = (confidence > (b - 1) / bins) & (confidence <= b / bins)
        if inside.any():
            accuracy = fsum(correct[inside].tolist()) / inside.sum()
            mean = fsum(confidence[inside].tolist()) / inside.sum()
            total.append(inside.sum() * abs(accuracy - mean))
    return float(fsum(total) / len(confidence))


PART = "part = np.ceil(confidence * bins).astype(int)"
GAP = "gap = np.bincount(part, weights=correct - confidence)"
RESULT = "return np.abs(gap).sum() / len(confidence)"
SIZES = "np.bincount(part)"

every_prediction = mistake(
    "took the difference for every prediction, not for the mean of a part",
    fails="compares_accuracy_with_confidence",
    replace=(RESULT, "return np.abs(correct - confidence).mean() + 0 * gap[0]"),
)

signed = mistake(
    "kept the sign of the difference, so too sure and not sure enough cancel",
    fails="compares_accuracy_with_confidence",
    replace=(RESULT, "return gap.sum() / len(confidence)"),
)

squared = mistake(
    "squared the differences",
    fails="compares_accuracy_with_confidence",
    replace=(RESULT, f"return (gap**2 / np.maximum({SIZES}, 1)).sum() / len(confidence)"),
)

accuracy_only = mistake(
    "gave the error rate, which asks nothing of the confidence",
    fails="compares_accuracy_with_confidence",
    replace=(RESULT, "return 1 - correct.mean() + 0 * gap[0]"),
)

middles = mistake(
    "compared with the middle of a part instead of the mean confidence in it",
    fails="compares_accuracy_with_confidence",
    replace=(GAP, GAP.replace("correct - confidence", "correct - (part - 0.5) / bins")),
)

parts_weigh_the_same = mistake(
    "averaged over the parts, so that a single prediction can weigh as much as a thousand",
    fails="weighs_parts_by_their_size",
    replace=(
        RESULT,
        f"return np.abs(gap / np.maximum({SIZES}, 1)).sum() / np.count_nonzero({SIZES})",
    ),
)

largest_only = mistake(
    "gave the largest difference of any part (the maximum calibration error)",
    fails="weighs_parts_by_their_size",
    replace=(RESULT, f"return np.abs(gap / np.maximum({SIZES}, 1)).max()"),
)

equal_numbers = mistake(
    "cut parts with equally many predictions instead of equally wide ones",
    fails="weighs_parts_by_their_size",
    replace=(PART, "part = confidence.argsort().argsort() * bins // len(confidence)"),
)

nan_for_nothing = mistake(
    "divided 0 by 0 in an empty part",
    fails="passes_over_empty_parts",
    replace=(
        RESULT,
        f"return (np.abs(gap / {SIZES}) * {SIZES})[part.min() :].sum() / len(confidence)",
    ),
)

closed_below = mistake(
    "put a confidence on an edge into the part above it",
    fails="closes_parts_above",
    replace=(PART, "part = np.minimum((confidence * bins).astype(int), bins - 1)"),
)

in_place = mistake(
    "changed the caller's confidences",
    fails="leaves_its_inputs_unchanged",
    replace=(
        RESULT,
        "confidence *= 0\n    return np.abs(gap).sum() / len(confidence)",
    ),
)


@variant
def part_by_part(confidence, correct, bins=10):
    "a loop over the parts"
    result = 0.0
    for b in range(bins):
        inside = (confidence > b / bins) & (confidence <= (b + 1) / bins)
        if inside.any():
            gap = correct[inside].mean() - confidence[inside].mean()
            result += inside.mean() * abs(gap)
    return result


@variant
def by_edges(confidence, correct, bins=10):
    "parts looked up among their edges, sums by add.at"
    part = np.searchsorted(np.arange(1, bins) / bins, confidence, side="left")
    sure, right = np.zeros(bins), np.zeros(bins)
    np.add.at(sure, part, confidence)
    np.add.at(right, part, correct.astype("float64"))
    return float(np.abs(right - sure).sum() / confidence.size)
