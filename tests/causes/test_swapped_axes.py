"""Two of several axes exchanged."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, proven, seen

KIND = "swapped_axes"


FOUR = [(1, 2, 3, 4), (2, 3, 4, 5), (2, 4, 4, 3)]


NAMED = {
    "the middle axes of four": (
        partial(seen, lambda x: x.swapaxes(1, 2), lambda x: x, FOUR),
        {"axes": [1, 2]},
    ),
    "the first and the last of three": (
        partial(seen, lambda x: np.tanh(x).T, np.tanh, [(2, 3, 4), (3, 3, 3)]),
        {"axes": [0, 2]},
    ),
    "equal lengths": (
        partial(seen, lambda x: x.swapaxes(0, 1) + 1, lambda x: x + 1, [(3, 3, 3)]),
        {"axes": [0, 1]},
    ),
}

SILENT = {
    "a matrix": partial(seen, lambda x: x.T, lambda x: x),
    "three axes in a circle": partial(
        seen, lambda x: x.transpose(1, 2, 0), lambda x: x, [(2, 3, 4), (3, 3, 3)]
    ),
    "reshaped instead": partial(
        seen,
        lambda x: x.reshape(len(x), x.shape[2], x.shape[1], -1),
        lambda x: x.swapaxes(1, 2),
        FOUR,
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
