"""Everything negated."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from .making import INNOCENT, alone, gram, one, proven, seen, softmax

KIND = "sign"

NAMED = {
    "matrices": (partial(seen, lambda x: -gram(x), gram), {}),
    "a loss, one number a case": (
        partial(seen, lambda x: np.log(softmax(x)).mean(), lambda x: -np.log(softmax(x)).mean()),
        {},
    ),
    "a complex result": (partial(seen, lambda x: -np.fft.fft(x), np.fft.fft), {}),
}

SILENT = {
    "half of the signs": partial(seen, lambda x: np.abs(x), lambda x: x),
    "the negative of twice": partial(seen, lambda x: -2 * gram(x), gram),
    "one small integer": partial(one, -1, 1),
    "right on one case": partial(seen, lambda x: -gram(x) if len(x) > 1 else gram(x), gram),
}


@pytest.mark.parametrize(("observations", "facts"), NAMED.values(), ids=NAMED)
def test_names(observations, facts):
    """The fault is named, and nothing else is."""
    assert (KIND, facts) == proven(observations())


@pytest.mark.parametrize("observations", (SILENT | INNOCENT).values(), ids=SILENT | INNOCENT)
def test_stays_silent(observations):
    """What looks alike, and what is right, is not called this."""
    assert [] == alone(KIND, observations())
