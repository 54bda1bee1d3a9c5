"""Another axis reduced or normalized."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, one, proven, seen, softmax

KIND = "wrong_axis"


def by_axis(fault, right):
    """Cases with an axis among the arguments."""
    rng = np.random.default_rng(5)
    made = []
    for axis in (0, 1, 2, -2):
        x = rng.normal(size=(3, 4, 5))
        made += one(fault(x, axis), right(x, axis), x=x, axis=axis)
    return made


NAMED = {
    "weights of columns": (
        partial(seen, lambda x: softmax(x, 0), softmax),
        {"argument": "x", "function": "the softmax", "got": 0, "expected": 1},
    ),
    "sums of columns, of another shape": (
        partial(seen, lambda x: x.sum(0), lambda x: x.sum(1)),
        {"argument": "x", "function": "the sum", "got": 0, "expected": 1},
    ),
    "means that keep their axis": (
        partial(seen, lambda x: x.mean(0, keepdims=True), lambda x: x.mean(1, keepdims=True)),
        {"argument": "x", "function": "the mean", "got": 0, "expected": 1},
    ),
    "the whole": (
        partial(seen, lambda x: softmax(x, (0, 1)), softmax),
        {"argument": "x", "function": "the softmax", "got": "all", "expected": 1},
    ),
    "`axis` is not looked at": (
        partial(by_axis, lambda x, axis: softmax(x, -1), softmax),
        {"argument": "x", "function": "the softmax", "got": 2, "expected": "axis"},
    ),
    "the best of columns": (
        partial(seen, lambda x: x.argmax(0), lambda x: x.argmax(1), [(5, 5), (7, 7), (6, 6)]),
        {"argument": "x", "function": "the argmax", "got": 0, "expected": 1},
    ),
}

SILENT = {
    "another function of the right axis": partial(seen, lambda x: x.max(1), lambda x: x.sum(1)),
    "transposed": partial(seen, lambda x: softmax(x).T, softmax),
    "one row or one column": partial(seen, lambda x: x.sum(), lambda x: x.sum() + 1),
    "vectors": partial(seen, lambda x: x.cumsum(), np.tanh, [(5,), (6,)]),
    "something else along another axis": partial(
        seen, lambda x: np.tanh(x).sum(0), lambda x: np.tanh(x).sum(1)
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
