"""Right values in another container."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, SHAPES, alone, one, proven, seen

KIND = "wrong_type"

NAMED = {
    "a list of lists": (
        partial(seen, lambda x: np.tanh(x).tolist(), np.tanh),
        {"got": "list", "expected": "ndarray", "item": None},
    ),
    "with something more": (
        partial(seen, lambda x: (np.tanh(x), None), np.tanh),
        {"got": "tuple", "expected": "ndarray", "item": 0},
    ),
    "behind something else": (
        partial(seen, lambda x: [x * 2, np.tanh(x)], np.tanh),
        {"got": "list", "expected": "ndarray", "item": 1},
    ),
}

SILENT = {
    "a list of other values": partial(seen, lambda x: (2 * x).tolist(), np.tanh),
    "a list of lists of another shape": partial(
        seen, lambda x: np.tanh(x).ravel().tolist(), np.tanh, SHAPES[1:]
    ),
    "an empty list": partial(one, [], np.zeros((0,))),
    "None": partial(seen, lambda x: None, np.tanh),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
