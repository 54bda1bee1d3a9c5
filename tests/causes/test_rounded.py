"""Rounded to decimals or whole numbers."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, SHAPES, alone, one, proven, seen

KIND = "rounded"

NAMED = {
    "four decimals": (
        partial(seen, lambda x: np.round(np.tanh(x), 4), np.tanh),
        {"decimals": 4, "way": "nearest"},
    ),
    "an integer buffer": (
        partial(seen, lambda x: (5 * x).astype(int), lambda x: 5 * x),
        {"decimals": 0, "way": "toward zero"},
    ),
    "floor": (
        partial(seen, lambda x: np.floor(5 * x), lambda x: 5 * x),
        {"decimals": 0, "way": "down"},
    ),
    "float32": (
        partial(
            seen,
            lambda x: np.round(np.tanh(x).astype("float32"), 2),
            lambda x: np.tanh(x).astype("float32"),
        ),
        {"decimals": 2, "way": "nearest"},
    ),
}

SILENT = {
    "zeros for small numbers": partial(seen, lambda x: 0 * x, np.tanh),
    "the last row zero": partial(
        seen, lambda x: np.vstack([np.tanh(x)[:-1], 0 * x[:1]]), np.tanh, SHAPES[1:]
    ),
    "float16": partial(seen, lambda x: np.tanh(x).astype("float16").astype(float), np.tanh),
    "other zeros and ones": partial(seen, lambda x: (x > -1) * 1.0, lambda x: (x > 0) * 1.0),
    "three values": partial(one, np.array([0.12, 0.35, 0.57]), np.array([0.1234, 0.3456, 0.5678])),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
