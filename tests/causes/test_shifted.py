"""One place too early or too late."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, one, proven, seen

KIND = "shifted"

NAMED = {
    "a step late, zeros first": (
        partial(seen, lambda x: np.vstack([x[:1] * 0, x[:-1]]), lambda x: x),
        {"axis": 0, "by": 1, "wraps": False},
    ),
    "a step early, around the end": (
        partial(seen, lambda x: np.roll(x, -1, 1), lambda x: x),
        {"axis": 1, "by": -1, "wraps": True},
    ),
    "a vector": (
        partial(seen, lambda x: np.roll(x, 1), lambda x: x, [(4,), (5,), (6,)]),
        {"axis": 0, "by": 1, "wraps": True},
    ),
}

SILENT = {
    "two places": partial(seen, lambda x: np.roll(x, 2, 0), lambda x: x, [(7, 2), (6, 3)]),
    "slices of two": partial(seen, lambda x: x[:, ::-1], lambda x: x, [(3, 2), (4, 2)]),
    "a constant with another border": partial(
        one, np.array([9.1, 1.3, 1.3, 1.3]), np.array([1.3, 1.3, 1.3, 1.3])
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
