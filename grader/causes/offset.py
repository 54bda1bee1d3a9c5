"""Every value is off by one number.

return np.arange(n) + 1  # before
return np.arange(n)      # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause
from .observing.comparing import picked
from .observing.factors import varied
from .observing.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence

FREE = 60.0  # bits in three measured numbers; in some twenty small integers
FREE_INTEGER = 24.0


@cause()
def offset(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result is right plus a number."""
    if any(seen.result.shape != seen.truth.shape for seen in evidence.seen):
        return
    pooled = np.concatenate([_offsets(seen.result, seen.truth) for seen in evidence.wrong])
    number = float(np.median(pooled.real)) if pooled.size else 0.0
    if not number or not varied(evidence):
        return
    whole = round(number)
    if whole and abs(number - whole) < 1e-3 and _off_by(evidence, whole, FREE_INTEGER):
        yield {"offset": whole}
    elif _off_by(evidence, number, FREE):
        yield {"offset": number}


def _offsets(got: np.ndarray, expected: np.ndarray) -> np.ndarray:
    some = picked(got.shape)
    both = np.atleast_1d(got[some] - expected[some])
    return np.asarray(both[np.isfinite(both)])


def _off_by(evidence: Evidence, number: float, bits: float) -> bool:
    return evidence.reproduced(Observation.each, lambda x: x + number, "expected", bits=bits)
