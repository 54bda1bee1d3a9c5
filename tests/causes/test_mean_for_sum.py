"""The mean for the sum, or the reverse."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, SHAPES, alone, gram, proven, seen

KIND = "mean_for_sum"

NAMED = {
    "of columns": (
        partial(seen, lambda x: x.mean(0), lambda x: x.sum(0), SHAPES[1:]),
        {"got": "mean", "n": 2, "of": "x"},
    ),
    "a loss summed": (
        partial(seen, lambda x: np.tanh(x).sum(), lambda x: np.tanh(x).mean(), SHAPES[1:]),
        {"got": "sum", "n": 6, "of": "x"},
    ),
    "kept axes": (
        partial(
            seen,
            lambda x: (x**2).mean(1, keepdims=True),
            lambda x: (x**2).sum(1, keepdims=True),
            [(5, 4), (6, 4)],
        ),
        {"got": "mean", "n": 4, "of": "x"},
    ),
}

SILENT = {
    "half": partial(seen, lambda x: np.tanh(x).sum(0) / 2, lambda x: np.tanh(x).sum(0)),
    "half of the sum of two": partial(
        seen, lambda x: np.tanh(x).sum(0) / 2, lambda x: np.tanh(x).sum(0), [(2, 3), (2, 5)]
    ),
    "divided by the width": partial(
        seen, lambda x: np.tanh(x).sum(0) / x.shape[1], lambda x: np.tanh(x).sum(0), SHAPES[2:]
    ),
    "no reduction": partial(seen, lambda x: gram(x) / len(x), gram),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
