"""Three or more axes in a wrong order."""

from __future__ import annotations

from functools import partial

import pytest

from .making import INNOCENT, alone, proven, seen

KIND = "permuted_axes"

NAMED = {
    "channels last": (
        partial(seen, lambda x: x.transpose(0, 2, 3, 1), lambda x: x, [(1, 2, 3, 4), (2, 3, 4, 5)]),
        {"order": [0, 3, 1, 2]},
    ),
    "a cube": (
        partial(seen, lambda x: x.transpose(1, 2, 0), lambda x: x * 1.0, [(3, 3, 3)], seed=1),
        {"order": [2, 0, 1]},
    ),
}

SILENT = {
    "two axes": partial(seen, lambda x: x.swapaxes(1, 2), lambda x: x, [(2, 3, 4)]),
    "a matrix": partial(seen, lambda x: x.T, lambda x: x),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
