"""One step too few or too many."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, proven, seen

KIND = "step_count"


LONG = [(3, 2), (4, 3), (5, 2)]


NAMED = {
    "the last is missing": (
        partial(seen, lambda x: x.cumsum(0)[:-1], lambda x: x.cumsum(0), LONG),
        {"axis": 0, "extra": -1, "end": "last"},
    ),
    "the first is missing": (
        partial(seen, lambda x: x.cumsum(0)[1:], lambda x: x.cumsum(0), LONG),
        {"axis": 0, "extra": -1, "end": "first"},
    ),
    "the start came back too": (
        partial(seen, lambda x: np.vstack([x[:1] * 0, x.cumsum(0)]), lambda x: x.cumsum(0), LONG),
        {"axis": 0, "extra": 1, "end": "first"},
    ),
    "one more, along columns": (
        partial(seen, lambda x: np.hstack([x, x[:, :1]]), np.array, LONG),
        {"axis": 1, "extra": 1, "end": "last"},
    ),
}

SILENT = {
    "two are missing": partial(seen, lambda x: x[2:], lambda x: x, LONG),
    "one is missing and the rest is wrong": partial(seen, lambda x: x[1:] * 2, lambda x: x, LONG),
    "one is missing on some cases": partial(
        seen, lambda x: x[1:] if len(x) > 3 else x, lambda x: x, LONG
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
