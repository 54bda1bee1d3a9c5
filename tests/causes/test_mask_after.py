"""Masked after normalizing."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, SHAPES, alone, gram, one, proven, seen, softmax

KIND = "mask_after"


def masked(fault):
    """Weights of which some must be zero."""
    rng = np.random.default_rng(4)
    made = []
    for shape in SHAPES[2:]:
        x, mask = rng.normal(size=shape), rng.random(shape) < 0.6
        mask[:, 0] = True
        right = softmax(np.where(mask, x, -np.inf))
        made += one(fault(x, mask), right, x=x, mask=mask)
    return made


def causal(x):
    """Weights of earlier positions."""
    scores = gram(x) / 9
    return softmax(np.where(np.tri(len(x)) > 0, scores, -np.inf))


NAMED = {
    "zeros instead of scores": (partial(masked, lambda x, mask: softmax(x) * mask), {"axis": 1}),
    "causal weights": (
        partial(seen, lambda x: np.tril(softmax(gram(x) / 9)), causal, SHAPES[2:]),
        {"axis": 1},
    ),
}

SILENT = {
    "never masked": partial(masked, lambda x, mask: softmax(x)),
    "never normalized": partial(masked, lambda x, mask: np.exp(x) * mask * 9),
    "nothing to mask": partial(seen, lambda x: softmax(x) / 2, softmax),
    "a little less than one": partial(seen, lambda x: softmax(x) * (1 - 1e-8), softmax),
    "twice the weight": partial(masked, lambda x, mask: 2 * softmax(x) * mask),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
