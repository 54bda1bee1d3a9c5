"""A call that writes into its argument."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, SHAPES, alone, one, proven, seen

KIND = "changed_input"


def two_parts():
    """A wrong number first, then a right one."""
    return one(2.0, 1.0) + one(1.0, 1.0)


NAMED = {
    "minus the maximum of each row": (
        partial(seen, lambda x: x - x.max(1, keepdims=True), np.array, kind="unchanged"),
        {"name": "result", "how": "shifted"},
    ),
    "times two": (
        partial(seen, lambda x: 2 * x, np.array, SHAPES[1:], kind="unchanged"),
        {"name": "result", "how": "scaled"},
    ),
    "sorted": (
        partial(seen, lambda x: np.sort(x, -1), np.array, SHAPES[2:], kind="unchanged"),
        {"name": "result", "how": "sorted"},
    ),
    "filled with zeros": (
        partial(seen, lambda x: 0 * x, np.array, SHAPES[2:], kind="unchanged"),
        {"name": "result", "how": "zeroed"},
    ),
    "in some way": (
        partial(seen, lambda x: np.sin(x), np.array, SHAPES[2:], kind="unchanged"),
        {"name": "result", "how": None},
    ),
}

SILENT = {
    "a result that is twice the expected one": partial(seen, lambda x: 2 * x, lambda x: x),
    "an input that is no longer an array, and a wrong result": two_parts,
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
