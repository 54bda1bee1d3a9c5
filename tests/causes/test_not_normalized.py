"""Slices that should sum to one."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, gram, proven, seen, softmax

KIND = "not_normalized"

NAMED = {
    "exponentials": (
        partial(seen, lambda x: np.exp(gram(x) / 9), lambda x: softmax(gram(x) / 9)),
        {"axis": 1, "by": "sum"},
    ),
    "along columns": (
        partial(seen, lambda x: np.exp(gram(x) / 9), lambda x: softmax(gram(x) / 9, 0)),
        {"axis": 0, "by": "sum"},
    ),
    "a direction": (
        partial(
            seen,
            lambda x: 3 * gram(x),
            lambda x: gram(x) / np.linalg.norm(gram(x), axis=1, keepdims=True),
        ),
        {"axis": 1, "by": "norm"},
    ),
    "everything": (
        partial(
            seen,
            lambda x: np.exp(gram(x) / 9),
            lambda x: np.exp(gram(x) / 9) / np.exp(gram(x) / 9).sum(),
        ),
        {"axis": None, "by": "sum"},
    ),
}

SILENT = {
    "normalized along the other axis": partial(seen, lambda x: softmax(x, 0), softmax),
    "exponentials of others": partial(seen, lambda x: np.exp(2 * x), softmax),
    "a slice of one is always 1": partial(
        seen, lambda x: x + 3, lambda x: x * 0 + 1, [(4, 1), (5, 1)]
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
