"""Computed with fewer digits."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, one, proven, seen

KIND = "lost_precision"


def to(dtype):
    """tanh in a dtype."""
    return lambda x: np.tanh(x).astype(dtype)


def through(dtype, last):
    """tanh computed in a smaller dtype."""
    return lambda x: np.tanh(x.astype(dtype)).astype(last)


def bfloat(x):
    """tanh rounded to bfloat16."""
    bits = np.tanh(x).astype("float32").view("uint32")
    return ((bits + 0x8000) & 0xFFFF0000).astype("uint32").view("float32")


NAMED = {
    "float16 on the way": (
        partial(seen, through("float16", "float32"), to("float32")),
        {"dtype": "float16"},
    ),
    "float32 on the way": (
        partial(seen, through("float32", "float64"), to("float64")),
        {"dtype": "float32"},
    ),
    "bfloat16 on the way": (partial(seen, bfloat, to("float32")), {"dtype": "bfloat16"}),
    "a million": (
        partial(seen, through("float16", "float32"), to("float32"), [(1000, 1000)]),
        {"dtype": "float16"},
    ),
}

SILENT = {
    "a factor of 1.001": partial(
        seen, lambda x: np.tanh(x).astype("float32") * np.float32(1.001), to("float32")
    ),
    "noise of that size": partial(
        seen, lambda x: np.tanh(x) * (1 + 1e-3 * np.sin(1e4 * x)), to("float64")
    ),
    "cut, so all errors go one way": partial(seen, lambda x: np.floor(np.abs(x) * 64) / 64, np.abs),
    "round numbers": partial(
        one, np.array([0.5, 0.25, 1.0, 2.0]), np.array([0.51, 0.26, 0.99, 1.98])
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
