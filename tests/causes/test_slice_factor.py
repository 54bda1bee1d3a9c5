"""One factor for each slice."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, SHAPES, alone, proven, seen, softmax

KIND = "slice_factor"

NAMED = {
    "rows": (
        partial(seen, lambda x: np.tanh(x) * np.exp(x[:, :1]), np.tanh, SHAPES[2:]),
        {"axis": 1},
    ),
    "columns": (
        partial(seen, lambda x: np.tanh(x) / (1 + x.var(0)), np.tanh, SHAPES[2:]),
        {"axis": 0},
    ),
}

SILENT = {
    "one factor for all": partial(seen, lambda x: 1.5 * x, lambda x: x, SHAPES[2:]),
    "slices of two": partial(
        seen, lambda x: x * x.max(1, keepdims=True), lambda x: x, [(4, 2), (5, 2)]
    ),
    "the same scores along another axis": partial(
        seen, lambda x: softmax(x, 0), softmax, SHAPES[2:]
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
