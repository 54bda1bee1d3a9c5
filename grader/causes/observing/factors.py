"""By which factor each wrong observation is off, if by any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from grader.causes.core.evidence import Evidence

    from .observation import Observation

CLOSE = 1e-2  # two factors this close are worth a full comparison


def factors(evidence: Evidence) -> list[float] | None:
    """Got over expected where expected is largest, per wrong observation; None without one."""
    found = []
    for seen in evidence.wrong:
        if seen.result.shape != seen.truth.shape or not seen.truth.size:
            return None
        at = seen.picks if seen.wrong.ndim else ...
        got, expected = np.atleast_1d(seen.result[at]), np.atleast_1d(seen.truth[at])
        sizes = np.where(np.isfinite(expected), np.abs(expected), 0.0)
        place = int(np.argmax(sizes))
        ratio = got[place] / expected[place] if sizes[place] else np.nan
        if not np.isfinite(ratio) or not ratio or abs(ratio.imag) > CLOSE * abs(ratio):
            return None
        found.append(float(ratio.real))
    return found


def varied(evidence: Evidence) -> bool:
    """True when the expected values differ so much that a factor is no offset."""
    values = [np.atleast_1d(seen.truth[seen.picks] if seen.wrong.ndim else seen.truth)
              for seen in evidence.wrong]  # fmt: skip
    pooled = np.concatenate(values)
    pooled = pooled[np.isfinite(pooled)]
    largest = float(np.max(np.abs(pooled), initial=0.0))
    allowed = max(float(np.max(s.allowed, initial=0.0)) * s.stretch for s in evidence.wrong)
    return bool(pooled.size > 2 and np.std(pooled) > max(1e-2 * largest, 100 * allowed))


def over(seen: Observation, factor: float) -> np.ndarray | None:
    """The result with a factor taken out."""
    return seen.each(lambda x: x / factor)
