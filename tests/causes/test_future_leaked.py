"""Later positions that take part in earlier ones."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, gram, proven, seen, softmax

KIND = "future_leaked"


def causal(x):
    """Weights of earlier positions."""
    return softmax(np.where(np.tri(len(x)) > 0, gram(x), -np.inf))


def returns(decay, x):
    """Discounted sums of what is still to come."""
    total, out = 0, np.zeros_like(x)
    for t in reversed(range(len(x))):
        total = x[t] + decay * total
        out[t] = total
    return out


NAMED = {
    "weights": (partial(seen, lambda x: softmax(gram(x)), causal), {}),
    "scores": (partial(seen, gram, lambda x: np.where(np.tri(len(x)) > 0, gram(x), -np.inf)), {}),
    "products without a mask": (partial(seen, gram, lambda x: np.tril(gram(x))), {}),
}

SILENT = {
    "masked after normalizing": partial(seen, lambda x: np.tril(softmax(gram(x))), causal),
    "other places masked": partial(seen, gram, lambda x: np.triu(gram(x))),
    "two positions": partial(seen, lambda x: softmax(gram(x)), causal, [(2, 3), (1, 2)]),
    "a wrong decay, right at the end": partial(seen, partial(returns, 0.8), partial(returns, 0.9)),
    "one step too far only": partial(
        seen, lambda x: np.tril(gram(x), 1), lambda x: np.tril(gram(x))
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
