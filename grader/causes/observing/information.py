"""How much a wrong result can prove."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .observation import Observation

MEASURED = 20.0  # bits in a number that rounding alone cannot have made
LOOKED_AT = 64


def information(seen: Observation) -> float:
    """Bits in the expected values where wrong: many each, but few for small round numbers."""
    if seen.pair is None or not seen.wrong.any():
        return 0.0
    expected, wrong = seen.pair[1], seen.wrong
    values = np.abs(expected[seen.picks][wrong[seen.picks]] if wrong.ndim else expected.reshape(1))
    return bits(values[:LOOKED_AT])


def bits(values: np.ndarray) -> float:
    """Bits in some values: each of few different round ones holds little."""
    values = np.abs(values[np.isfinite(values)])
    rounded = values * 1024 == np.floor(values * 1024)
    different = np.unique(values[rounded]).size
    each = min(float(np.log2(1 + different)), 8.0)
    return float(MEASURED * np.sum(~rounded) + each * np.sum(rounded))
