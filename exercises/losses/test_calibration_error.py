"""Expected calibration error."""

import numpy as np

from grader import cases, check, near, put, reference, unchanged


def predictions(n, rng):
    """Confidences off every edge, and whether the predictions came true."""
    return 0.05 + 0.949 * rng.random(size=n), rng.random(size=n) < 0.6


@check(points=2)
@cases(n=[1, 2, 5, 9], seed=range(2))
def compares_accuracy_with_confidence(calibration_error, n, rng):
    "is the difference of accuracy and mean confidence for a single part"
    confidence, correct = predictions(n, rng)
    got, expected = (f(confidence, correct, 1) for f in (calibration_error, reference))
    near(got, expected, length=n, terms=1.0)


@check(points=2, after=compares_accuracy_with_confidence)
@cases(n=[12, 30], bins=[2, 3, 5], seed=range(2))
def weighs_parts_by_their_size(calibration_error, n, bins, rng):
    "adds the differences of all parts, each weighed by its share of the predictions"
    confidence, correct = predictions(n, rng)
    confidence[: n // 2] = 0.9 + 0.05 * rng.random(size=n // 2)  # one part is fuller than the rest
    confidence[-bins:] = (np.arange(bins) + 0.2 + 0.6 * rng.random(size=bins)) / bins  # none empty
    got, expected = (f(confidence, correct, bins) for f in (calibration_error, reference))
    near(got, expected, length=n, terms=1.0)


@check(after=weighs_parts_by_their_size)
@cases(n=[3, 6], bins=[10, 40], seed=range(2))
def passes_over_empty_parts(calibration_error, n, bins, rng):
    "adds nothing for parts without predictions"
    confidence, correct = predictions(n, rng)
    got, expected = (f(confidence, correct, bins) for f in (calibration_error, reference))
    near(got, expected, length=n, terms=1.0)


@check(points=2, after=passes_over_empty_parts)
@cases(bins=[2, 4, 8], seed=range(2))
def closes_parts_above(calibration_error, bins, rng):
    "puts a confidence on an edge into the part below it, and 1 into the last"
    edges = np.arange(1, bins + 1) / bins
    confidence = np.concatenate([edges, edges - 0.4 / bins])
    correct = np.concatenate([np.ones(bins, bool), rng.random(size=bins) < 0.3])
    got, expected = (f(confidence, correct, bins) for f in (calibration_error, reference))
    near(got, expected, length=2 * bins, terms=1.0)


@check(after=passes_over_empty_parts)
@cases(n=[40], seed=range(2))
def cuts_ten_parts_by_default(calibration_error, n, rng):
    "cuts ten parts when nothing else is asked for"
    confidence, correct = predictions(n, rng)
    near(
        calibration_error(confidence, correct), reference(confidence, correct), length=n, terms=1.0
    )


@check(after=passes_over_empty_parts)
@cases(n=[5])
def leaves_its_inputs_unchanged(calibration_error, n, rng):
    "leaves confidences and results unchanged"
    confidence, correct = map(put, predictions(n, rng))
    calibration_error(confidence, correct)
    unchanged(confidence, "confidence")
    unchanged(correct, "correct")


@check(after=passes_over_empty_parts)
def gives_the_worked_numbers(calibration_error):
    "gives 0.2625 for four predictions in two parts, and 0 for four of five at 0.8"
    confidence, correct = np.array([0.95, 0.85, 0.9, 0.35]), np.array([True, False, True, False])
    near(calibration_error(confidence, correct, 2), 0.2625, terms=1.0)
    near(calibration_error(np.full(5, 0.8), np.arange(5) > 0, 3), 0.0, length=5, terms=1.0)
