"""A result or a part of it never written."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, SHAPES, alone, one, proven, seen

KIND = "never_written"

NAMED = {
    "all of it": (partial(seen, lambda x: 0 * x, np.tanh), {"value": "0", "part": "all"}),
    "the last row": (
        partial(seen, lambda x: np.vstack([np.tanh(x)[:-1], 0 * x[:1]]), np.tanh),
        {"value": "0", "part": "last", "axis": 0},
    ),
    "the first column": (
        partial(seen, lambda x: np.hstack([0 * x[:, :1], np.tanh(x)[:, 1:]]), np.tanh, SHAPES[1:]),
        {"value": "0", "part": "first", "axis": 1},
    ),
    "every other value": (
        partial(
            seen,
            lambda x: np.where(np.arange(x.size) % 2, np.tanh(x), 0),
            np.tanh,
            [(7,), (10,), (12,)],
        ),
        {"value": "0", "part": "even", "axis": 0},
    ),
    "poison": (
        partial(
            seen,
            lambda x, out: out,
            lambda x, out: np.tanh(x),
            draw=lambda rng, shape: {"x": rng.normal(size=shape), "out": np.full(shape, np.nan)},
        ),
        {"value": "nan", "part": "all"},
    ),
}

SILENT = {
    "zeros here and there": partial(
        seen, lambda x: np.where(x > 0.7, 0, np.tanh(x)), np.tanh, SHAPES[2:]
    ),
    "NaN without a buffer": partial(seen, lambda x: np.nan * x, np.tanh),
    "the last row of ones": partial(
        seen, lambda x: np.vstack([np.tanh(x)[:-1], 0 * x[:1] + 1]), np.tanh
    ),
    "zeros, and something else wrong": partial(
        seen, lambda x: np.vstack([2 * np.tanh(x)[:-1], 0 * x[:1]]), np.tanh, SHAPES[1:]
    ),
    "an accuracy of zero": partial(seen, lambda x: 0.0, lambda x: float(abs(x.mean()))),
    "one small integer of three": partial(one, np.array([0, 0, 0]), np.array([0, 1, 0])),
    "one zero for a small integer": partial(one, 0, 3),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
