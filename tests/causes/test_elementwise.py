"""A function of each value missing or one too many."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, gram, one, proven, seen, softmax

KIND = "elementwise"


def gram_softmax(x):
    """Weights of dot products."""
    return softmax(np.tanh(gram(x)))


NAMED = {
    "no root": (
        partial(seen, lambda x: x.T @ x + 20, lambda x: np.sqrt(x.T @ x + 20)),
        {"function": "sqrt(x)", "of": "got"},
    ),
    "no logarithm": (
        partial(seen, gram_softmax, lambda x: np.log(gram_softmax(x))),
        {"function": "log(x)", "of": "got"},
    ),
    "no absolute value": (
        partial(
            seen, lambda x: x @ x[0], lambda x: np.abs(x @ x[0]) + 0.0, [(5, 3), (7, 4)], seed=1
        ),
        {"function": "abs(x)", "of": "got"},
    ),
    "a ReLU too many": (
        partial(seen, lambda x: np.maximum(gram(x) - 3, 0), lambda x: gram(x) - 3),
        {"function": "max(x, 0)", "of": "expected"},
    ),
    "the other probability": (
        partial(seen, lambda x: 1 - gram_softmax(x), gram_softmax),
        {"function": "1 - x", "of": "got"},
    ),
}

SILENT = {
    "one of the functions on one case only": partial(
        seen, lambda x: np.exp(x) if len(x) > 2 else np.exp(2 * x), lambda x: x
    ),
    "nothing negative for a ReLU to cut": partial(seen, lambda x: 1.2 * np.abs(x), np.abs),
    "a small integer squared": partial(one, 9, 3),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
