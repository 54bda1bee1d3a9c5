"""Right values of another dtype."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, proven, seen

KIND = "wrong_dtype"


def single(rng, shape):
    """A float32 array."""
    return rng.normal(size=shape).astype("float32")


NAMED = {
    "float64 for float32": (
        partial(seen, lambda x: np.tanh(x).astype("float64"), np.tanh, draw=single),
        {"got": "float64", "expected": "float32", "given": ["float32"]},
    ),
    "float32 for float64": (
        partial(seen, lambda x: np.tanh(x).astype("float32"), np.tanh),
        {"got": "float32", "expected": "float64", "given": ["float64"]},
    ),
    "counts as numbers with a fraction": (
        partial(seen, lambda x: np.argsort(x, 1).astype(float), lambda x: np.argsort(x, 1)),
        {"got": "float64", "expected": "int64", "given": ["float64"]},
    ),
}

SILENT = {
    "wrong values too": partial(seen, lambda x: (2 * x).astype("float32"), np.tanh),
    "cut to whole numbers": partial(seen, lambda x: (5 * x).astype(int), lambda x: 5 * x),
    "integers for booleans of other values": partial(
        seen, lambda x: (x > 1).astype(int), lambda x: x > 0
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
