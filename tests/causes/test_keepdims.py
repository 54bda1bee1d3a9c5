"""An axis of length 1 too many or too few."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, SHAPES, alone, proven, seen

KIND = "keepdims"

NAMED = {
    "dropped": (
        partial(seen, lambda x: x.sum(1), lambda x: x.sum(1, keepdims=True), SHAPES[1:]),
        {"missing": True, "axes": 1},
    ),
    "kept": (partial(seen, lambda x: np.tanh(x)[None], np.tanh), {"missing": False, "axes": 1}),
    "a number in an array": (
        partial(seen, lambda x: np.array([[x.sum()]]), lambda x: x.sum()),
        {"missing": False, "axes": 2},
    ),
}

SILENT = {
    "dropped and wrong": partial(seen, lambda x: 2 * x.sum(1), lambda x: x.sum(1, keepdims=True)),
    "a column for a row": partial(
        seen, lambda x: x.sum(0)[:, None], lambda x: x.sum(0)[None], SHAPES[2:]
    ),
    "flat": partial(seen, lambda x: x.ravel(), lambda x: x, SHAPES[1:]),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
