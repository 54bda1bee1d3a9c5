"""Values that run backwards."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, gram, one, proven, seen

KIND = "flipped"

NAMED = {
    "rows": (partial(seen, lambda x: gram(x)[::-1], gram), {"axis": 0}),
    "columns": (partial(seen, lambda x: gram(x)[:, ::-1], gram), {"axis": 1}),
    "a vector": (
        partial(seen, lambda x: np.tanh(x)[::-1], np.tanh, [(2,), (3,), (7,)]),
        {"axis": 0},
    ),
    "a kernel, both ways": (
        partial(seen, lambda x: np.tanh(x)[::-1, ::-1], np.tanh),
        {"axis": None},
    ),
}

SILENT = {
    "shifted by one": partial(seen, lambda x: np.roll(x, 1, 0), lambda x: x, [(5, 2), (4, 3)]),
    "a palindrome": partial(one, np.array([3.3, 2.2, 3.3]), np.array([1.1, 2.2, 1.1])),
    "three small integers": partial(one, np.array([3, 2, 1]), np.array([1, 2, 3])),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
