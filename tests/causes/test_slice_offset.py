"""One number added to each slice."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, SHAPES, alone, proven, seen

KIND = "slice_offset"

NAMED = {
    "rows": (
        partial(seen, lambda x: np.tanh(x) + np.arange(len(x))[:, None] + 0.5, np.tanh, SHAPES[2:]),
        {"axis": 1},
    ),
    "columns": (partial(seen, lambda x: np.tanh(x) + x.max(0), np.tanh, SHAPES[2:]), {"axis": 0}),
}

SILENT = {
    "one number for all": partial(seen, lambda x: x + 0.5, lambda x: x, SHAPES[2:]),
    "slices of two": partial(
        seen, lambda x: x + x.max(1, keepdims=True), lambda x: x, [(4, 2), (5, 2)]
    ),
    "vectors": partial(seen, lambda x: x + 0.5, lambda x: x, [(9,), (7,)]),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
