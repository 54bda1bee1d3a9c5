"""Spread over an axis that should not be there."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, SHAPES, alone, one, proven, seen

KIND = "broadcast"

NAMED = {
    "every pair of rows": (
        partial(
            seen,
            lambda x: x.sum(1)[:, None] - np.tanh(x).sum(1),
            lambda x: x.sum(1) - np.tanh(x).sum(1),
            SHAPES[2:],
        ),
        {"how": "diagonal", "axis": None},
    ),
    "a gradient that is not summed": (
        partial(seen, lambda x: 2 * np.tanh(x), lambda x: 2 * np.tanh(x).sum(0), SHAPES[2:]),
        {"how": "sum", "axis": 0},
    ),
    "losses that are not averaged": (
        partial(seen, lambda x: np.tanh(x), lambda x: np.tanh(x).mean(1), SHAPES[2:]),
        {"how": "mean", "axis": 1},
    ),
    "repeated rows": (
        partial(
            seen,
            lambda x: np.tile(np.sin(x).mean(0), (len(x), 1)),
            lambda x: np.sin(x).mean(0),
            SHAPES[2:],
        ),
        {"how": "mean", "axis": 0},
    ),
}

SILENT = {
    "an axis of length 1 more": partial(seen, lambda x: x[None], lambda x: x),
    "a matrix of other things": partial(seen, lambda x: x @ x.T, lambda x: x.sum(1)),
    "one row": partial(seen, lambda x: 2 * x, lambda x: 2 * x.sum(0), [(1, 2), (1, 3)]),
    "small integers on a diagonal": partial(one, np.array([[1, 0], [0, 1]]), np.array([1, 1])),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
