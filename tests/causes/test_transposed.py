"""Rows and columns exchanged."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, gram, one, proven, seen, softmax

KIND = "transposed"

NAMED = {
    "square and other matrices": (partial(seen, lambda x: softmax(x).T, softmax), {}),
    "a single square matrix": (
        partial(seen, lambda x: gram(x).T * 1.0 + x.T @ x, lambda x: gram(x) + x.T @ x, [(4, 4)]),
        {},
    ),
    "float32": (
        partial(
            seen, lambda x: softmax(x).astype("float32").T, lambda x: softmax(x).astype("float32")
        ),
        {},
    ),
    "small integers in a 2 x 3 example": (
        partial(one, np.array([[1, 4], [2, 5], [3, 6]]), np.array([[1, 2, 3], [4, 5, 6]])),
        {},
    ),
}

SILENT = {
    "a symmetric matrix": partial(seen, lambda x: 2 * (x @ x.T).T, lambda x: x @ x.T),
    "three axes": partial(seen, lambda x: x.T, np.tanh, [(2, 3, 4)]),
    "right on a case where transposing would change it": partial(
        seen, lambda x: x.T if len(x) > 2 else x, lambda x: x
    ),
    "a 2 x 2 example of two integers": partial(
        one, np.array([[1, 0], [1, 1]]), np.array([[1, 1], [0, 1]])
    ),
    "reshaped": partial(seen, lambda x: x.reshape(x.shape[::-1]), lambda x: x, [(2, 3), (3, 4)]),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
