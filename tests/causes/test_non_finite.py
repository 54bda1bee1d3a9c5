"""NaN and where it comes from."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, SHAPES, alone, one, proven, seen, softmax

KIND = "non_finite"


def holes(rng, shape):
    """Numbers of which some are zero."""
    return np.abs(rng.normal(size=shape)) * (rng.random(shape) < 0.7)


def right(x):
    """A logarithm that does not reach zero."""
    return np.log(np.maximum(x, 1e-12))


def large(fault):
    """Scores of which some are too large for exp."""
    made = []
    for rows in (2, 3, 5):
        x = np.arange(rows * 4.0).reshape(rows, 4)
        x[-1, 1] += 800
        with np.errstate(all="ignore"):
            made += one(fault(x), softmax(x), x=x)
    return made


def rows(fault):
    """Scores with rows of nothing but -inf."""
    made = []
    for count in (2, 3, 5):
        x = np.sin(np.arange(count * 4.0)).reshape(count, 4)
        x[-1] = -np.inf
        x[0, 1] = -np.inf
        with np.errstate(all="ignore"):
            due = np.where(np.isneginf(x).all(1, keepdims=True), 0.0, softmax(x))
            made += one(fault(x), due, x=x)
    return made


NAMED = {
    "the logarithm of zero": (
        partial(seen, np.log, right, draw=holes),
        {"value": "inf", "name": "x", "origin": "zero", "scope": "places", "axis": None},
    ),
    "exp overflows": (
        partial(large, lambda x: np.exp(x) / np.exp(x).sum(1, keepdims=True)),
        {"value": "nan", "name": "x", "origin": "large", "scope": "places", "axis": None},
    ),
    "rows of which everything is masked": (
        partial(rows, lambda x: softmax(x)),
        {"value": "nan", "name": "x", "origin": "-inf", "scope": "whole slices", "axis": 1},
    ),
    "the root of negative numbers": (
        partial(seen, np.sqrt, lambda x: np.sqrt(np.maximum(x, 0)), SHAPES[1:], seed=3),
        {"value": "nan", "name": "x", "origin": "negative", "scope": "places", "axis": None},
    ),
}

SILENT = {
    "NaN where nothing is special": partial(
        seen, lambda x: np.where(x > 0.5, np.nan, np.tanh(x)), np.tanh
    ),
    "everything": partial(seen, lambda x: np.sqrt(x - 100), np.tanh),
    "NaN in some of the places": partial(
        rows, lambda x: np.where(np.arange(x.shape[1]) % 2, softmax(x), 0.5)
    ),
    "numbers are wrong elsewhere": partial(
        seen,
        lambda x: 2 * np.sqrt(x) + np.arange(len(x))[:, None],
        lambda x: np.sqrt(np.maximum(x, 0)),
        SHAPES[2:],
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
