"""An argument that comes back."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, one, proven, seen

KIND = "copied_input"


def two(rng, shape):
    """Two arrays."""
    return {"x": rng.normal(size=shape), "y": rng.normal(size=shape)}


NAMED = {
    "the only argument": (partial(seen, lambda x: x, lambda x: x - x.mean()), {"name": "x"}),
    "one of two": (partial(seen, lambda x, y: y, lambda x, y: x * y + 1, draw=two), {"name": "y"}),
    "a function is missing": (partial(seen, lambda x: x, np.tanh), {"name": "x"}),
}

SILENT = {
    "a copy with one change": partial(seen, lambda x: x + (x == x.max()), lambda x: x - x.mean()),
    "zeros for zeros": partial(one, np.zeros(3), np.ones(3), x=np.zeros(4)),
    "right where it is the input": partial(
        seen, lambda x: x if len(x) > 2 else x + 1, lambda x: x + 1
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
