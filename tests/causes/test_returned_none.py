"""Nothing returned."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, proven, seen

KIND = "returned_none"

NAMED = {
    "always": (partial(seen, lambda x: None, np.tanh), {}),
    "a number expected": (partial(seen, lambda x: None, lambda x: float(x.sum())), {}),
}

SILENT = {
    "something else on another case": partial(
        seen, lambda x: None if len(x) < 3 else 2 * x, np.tanh
    ),
    "a tuple with None in it": partial(seen, lambda x: (None,), np.tanh),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
