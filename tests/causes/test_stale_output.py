"""Results of another call."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, one, proven, seen

KIND = "stale_output"


class Cached:
    """tanh that computes once."""

    def __init__(self):
        self.kept = None

    def __call__(self, x):
        """The first result."""
        if self.kept is None:
            self.kept = np.tanh(x)
        return self.kept


def thrice(got, expected):
    """Three calls with the same inputs."""
    return one(got, expected) * 3


def late(right, step):
    """Each call gives what a neighbor should have given."""
    rng = np.random.default_rng(3)
    xs = [rng.normal(size=(3, 4)) for _ in range(6)]
    made = []
    for place, x in enumerate(xs):
        other = place + step
        got = right(xs[other]) if 0 <= other < 6 else right(x)
        made += one(got, right(x))
    return made


NAMED = {
    "always those of the first call": (
        partial(seen, Cached(), np.tanh, [(3, 4)] * 5),
        {"whose": "same"},
    ),
    "those of the call before": (partial(late, np.tanh, -1), {"whose": "earlier"}),
    "those of the next call": (partial(late, np.tanh, 1), {"whose": "later"}),
}

SILENT = {
    "the same zeros": partial(seen, lambda x: 0 * x, np.tanh, [(3, 4)] * 5),
    "the same inputs": partial(thrice, np.sin(np.arange(9.0)), np.tanh(np.arange(9.0))),
    "a single call": partial(one, np.sin(np.arange(9.0)), np.tanh(np.arange(9.0))),
    "one of several": partial(
        seen, lambda x: x * 0 + 0.3 if x[0, 0] > 0 else np.sin(x), np.tanh, [(3, 4)] * 6
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
