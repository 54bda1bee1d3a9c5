"""One factor for all values."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, gram, one, proven, seen

KIND = "factor"

NAMED = {
    "twice": (partial(seen, lambda x: 2 * gram(x), gram), {"factor": 2.0}),
    "half": (partial(seen, lambda x: gram(x) / 2, gram), {"factor": 0.5}),
    "not divided by the root of the width": (
        partial(seen, lambda x: gram(x), lambda x: gram(x) / np.sqrt(x.shape[1])),
        {"factor": pytest.approx(2**0.5), "form": "sqrt(n)", "n": 2, "of": ["x", 1]},
    ),
    "divided by the width, not by its root": (
        partial(seen, lambda x: gram(x) / x.shape[1], lambda x: gram(x) / np.sqrt(x.shape[1])),
        {"factor": pytest.approx(0.5**0.5), "form": "1/sqrt(n)", "n": 2, "of": ["x", 1]},
    ),
    "the batch": (
        partial(seen, lambda x: x.T @ x / len(x), lambda x: x.T @ x),
        {"factor": 1 / 2, "form": "1/n", "n": 2, "of": ["x", 0]},
    ),
    "some number": (partial(seen, lambda x: 1.7 * gram(x), gram), {"factor": pytest.approx(1.7)}),
    "one long width": (
        partial(seen, lambda x: gram(x), lambda x: gram(x) / 8, [(3, 64), (3, 64)], seed=2),
        {"factor": 8.0, "form": "sqrt(n)", "n": 64, "of": ["x", 1]},
    ),
}

SILENT = {
    "a factor that varies without a name": partial(seen, lambda x: gram(x) * x.max(), gram),
    "negated": partial(seen, lambda x: -gram(x), gram),
    "a single number off by 1.7": partial(one, 1.7 * 0.3333, 0.3333),
    "constant values off by a number": partial(seen, lambda x: 1.3 + 0 * x, lambda x: 1.1 + 0 * x),
    "one factor per row": partial(seen, lambda x: gram(x) * x[:, :1], gram),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
