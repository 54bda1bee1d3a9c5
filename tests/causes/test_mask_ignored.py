"""Masked places that take part."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, SHAPES, alone, one, proven, seen, softmax

KIND = "mask_ignored"


def masked(fault, flip=False):
    """Weights of which some must be zero."""
    rng = np.random.default_rng(4)
    made = []
    for shape in SHAPES[2:]:
        x, mask = rng.normal(size=shape), rng.random(shape) < 0.6
        mask[:, 0] = True
        right = softmax(np.where(mask, x, -np.inf))
        made += one(fault(x, mask), right, x=x, mask=mask ^ flip)
    return made


def scores(fault):
    """Scores of which some must be -inf."""
    rng = np.random.default_rng(4)
    made = []
    for shape in SHAPES[2:]:
        x, mask = rng.normal(size=shape), rng.random(shape) < 0.6
        made += one(fault(x, mask), np.where(mask, 2 * x, -np.inf), y=x + 1, mask=mask)
    return made


NAMED = {
    "weights": (partial(masked, lambda x, mask: softmax(x)), {"axis": 1}),
    "scores that should be -inf": (partial(scores, lambda x, mask: x * 2), {"axis": "none"}),
    "the mask is of padding, True where nothing is": (
        partial(masked, lambda x, mask: softmax(x), flip=True),
        {"axis": 1},
    ),
}

SILENT = {
    "masked after normalizing": partial(masked, lambda x, mask: softmax(x) * mask),
    "masked, and wrong elsewhere": partial(scores, lambda x, mask: np.where(mask, 3 * x, -np.inf)),
    "unmasked and wrong elsewhere": partial(scores, lambda x, mask: 3 * x),
    "a ReLU without a mask": partial(seen, lambda x: x, lambda x: np.maximum(x, 0)),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
