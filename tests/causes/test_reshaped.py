"""Reshaped where axes had to be moved."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, proven, seen

KIND = "reshaped"


WIDE = [(1, 3, 4), (2, 5, 6), (3, 4, 8)]


def split(x):
    """Two heads: (batch, head, time, size)."""
    return x.reshape(len(x), x.shape[1], 2, -1).transpose(0, 2, 1, 3)


NAMED = {
    "heads split by reshape": (
        partial(seen, lambda x: x.reshape(len(x), 2, x.shape[1], -1), split, WIDE),
        {"order": [0, 2, 1, 3]},
    ),
    "transposed by reshape": (
        partial(
            seen, lambda x: x.reshape(x.shape[::-1]) * 1.0, lambda x: x.T * 1.0, [(2, 3), (5, 4)]
        ),
        {"order": [1, 0]},
    ),
    "flat": (
        partial(seen, lambda x: np.tanh(x).ravel(), np.tanh, [(2, 3), (5, 4)]),
        {"order": None},
    ),
}

SILENT = {
    "swapped axes": partial(seen, lambda x: split(x).swapaxes(1, 2), split, WIDE),
    "an axis of length 1": partial(seen, lambda x: x[None], lambda x: x),
    "another size": partial(seen, lambda x: x[:-1], lambda x: x, [(3, 4)]),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
