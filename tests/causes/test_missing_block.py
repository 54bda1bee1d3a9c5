"""The last, partial block never written."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, proven, seen

KIND = "missing_block"


def blocks(size):
    """tanh in full blocks along the last axis."""

    def fault(x):
        out = np.zeros_like(x)
        full = x.shape[-1] // size * size
        out[..., :full] = np.tanh(x[..., :full])
        return out

    return fault


def buffer(rng, shape):
    """An input and a poisoned buffer."""
    return {"x": rng.normal(size=shape), "out": np.full(shape, np.nan)}


def poisoned(x, out):
    """tanh in full blocks of 256, into the buffer."""
    full = x.size // 256 * 256
    return np.concatenate([np.tanh(x[:full]), out[full:]])


NAMED = {
    "columns": (
        partial(seen, blocks(64), np.tanh, [(3, 64), (2, 100), (2, 1000)]),
        {"axis": 1, "start": 64, "block": 64, "value": "0"},
    ),
    "a vector": (
        partial(seen, blocks(16), np.tanh, [(37,), (59,)]),
        {"axis": 0, "start": 32, "block": 16, "value": "0"},
    ),
    "poison": (
        partial(seen, poisoned, lambda x, out: np.tanh(x), [(1000,), (300,)], draw=buffer),
        {"axis": 0, "start": 768, "block": 256, "value": "nan"},
    ),
    "a block that could be of several sizes": (
        partial(seen, blocks(64), np.tanh, [(2, 70)]),
        {"axis": 1, "start": 64, "block": None, "value": "0"},
    ),
}

SILENT = {
    "the rest is not zero": partial(
        seen, lambda x: np.where(np.arange(x.size) < 64, np.tanh(x), 0.5), np.tanh, [(100,)]
    ),
    "the first wrong one is not at a boundary": partial(
        seen, lambda x: np.where(np.arange(x.size) < 61, np.tanh(x), 0), np.tanh, [(100,)]
    ),
    "a boundary further on": partial(
        seen, lambda x: np.where(np.arange(x.size) < 64, np.tanh(x), 0), np.tanh, [(100,), (128,)]
    ),
    "right where a part of a block is left": partial(
        seen, lambda x: blocks(64)(x) if x.size == 100 else np.tanh(x), np.tanh, [(100,), (90,)]
    ),
    "a full block is missing too": partial(
        seen,
        lambda x: np.where(np.arange(x.size) < 64, np.tanh(x), 0),
        np.tanh,
        [(200,), (130,), (67,)],
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
