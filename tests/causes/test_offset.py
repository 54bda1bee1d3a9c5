"""One number added to all values."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, gram, one, proven, seen

KIND = "offset"

NAMED = {
    "counting from one": (
        partial(seen, lambda x: np.argsort(x.ravel()) + 1, lambda x: np.argsort(x.ravel())),
        {"offset": 1},
    ),
    "an epsilon": (partial(seen, lambda x: gram(x) + 1e-3, gram), {"offset": pytest.approx(1e-3)}),
    "one number a case": (
        partial(seen, lambda x: x.sum() - 0.25, lambda x: x.sum()),
        {"offset": pytest.approx(-0.25)},
    ),
}

SILENT = {
    "another number on each case": partial(seen, lambda x: gram(x) + len(x), gram),
    "constant values off by a number": partial(seen, lambda x: 1.3 + 0 * x, lambda x: 1.1 + 0 * x),
    "three small integers": partial(one, np.array([2, 3, 4]), np.array([1, 2, 3])),
    "one number": partial(one, 0.4142, 0.3333),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
