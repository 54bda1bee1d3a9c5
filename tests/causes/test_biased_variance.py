"""Divided by n for n - 1, or the reverse."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, SHAPES, alone, gram, proven, seen

KIND = "biased_variance"

NAMED = {
    "of columns": (
        partial(seen, lambda x: x.var(0), lambda x: x.var(0, ddof=1), SHAPES[2:]),
        {"got": "n", "root": False, "n": 3, "of": ["x", "folded"]},
    ),
    "unbiased where it should not be": (
        partial(seen, lambda x: x.var(ddof=1), lambda x: x.var(), SHAPES[1:]),
        {"got": "n - 1", "root": False, "n": 6, "of": ["x", "folded"]},
    ),
    "a standard deviation": (
        partial(seen, lambda x: x.std(1), lambda x: x.std(1, ddof=1), SHAPES[2:]),
        {"got": "n", "root": True, "n": 4, "of": ["x", "folded"]},
    ),
    "a covariance": (
        partial(seen, lambda x: np.cov(x.T, bias=True), lambda x: np.cov(x.T), SHAPES[2:]),
        {"got": "n", "root": False, "n": 3, "of": ["x", 0]},
    ),
    "one long row": (
        partial(seen, lambda x: x.var(1), lambda x: x.var(1, ddof=1), [(3, 1000)]),
        {"got": "n", "root": False, "n": 1000, "of": ["x", "folded"]},
    ),
}

SILENT = {
    "half": partial(seen, lambda x: gram(x) / 2, gram, [(2, 2), (2, 3)]),
    "a factor of 1.5 on threes": partial(seen, lambda x: 1.5 * gram(x), gram, [(3, 3)]),
    "n - 2": partial(seen, lambda x: x.var(0, ddof=2), lambda x: x.var(0), SHAPES[2:]),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
