"""Another function of the right axis."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, SHAPES, alone, proven, seen, softmax

KIND = "wrong_function"

NAMED = {
    "the mean for the maximum": (
        partial(seen, lambda x: x.mean(0), lambda x: x.max(0), SHAPES[1:]),
        {"argument": "x", "axis": 0, "got": "the mean", "expected": "the max"},
    ),
    "the variance for its root": (
        partial(seen, lambda x: x.var(1), lambda x: x.std(1), SHAPES[1:]),
        {"argument": "x", "axis": 1, "got": "the variance", "expected": "the standard deviation"},
    ),
    "the logarithms for the weights": (
        partial(seen, lambda x: np.log(softmax(x)), softmax),
        {"argument": "x", "axis": 1, "got": "the log of the softmax", "expected": "the softmax"},
    ),
    "places for values": (
        partial(seen, lambda x: np.sort(x, 1), lambda x: np.argsort(x, 1), SHAPES[1:]),
        {"argument": "x", "axis": 1, "got": "the sorted values", "expected": "the sorting order"},
    ),
}

SILENT = {
    "the mean for the sum": partial(seen, lambda x: x.mean(0), lambda x: x.sum(0)),
    "the same along another axis": partial(seen, lambda x: x.max(0), lambda x: x.max(1)),
    "the same with its axis kept": partial(
        seen, lambda x: x.sum(0), lambda x: x.sum(0, keepdims=True)
    ),
    "right on one case": partial(
        seen, lambda x: x.mean(0) if len(x) > 3 else x.max(0), lambda x: x.max(0)
    ),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
