"""Every value stands one place too early or too late along an axis.

targets = tokens[:, :-1]  # before
targets = tokens[:, 1:]   # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause
from .observing.information import bits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation

SHORTEST = 3  # shorter axes shift into almost nothing
MEASURED = 40.0  # bits: two measured numbers, or a handful of whole ones


@cause(over=("flipped",))
def shifted(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result moved by one along `axis` is right, but for the border it leaves free."""
    dimensions = {seen.result.ndim for seen in evidence.seen}
    if len(dimensions) != 1 or not 1 <= (count := dimensions.pop()) <= 4:
        return
    if any(seen.result.shape != seen.truth.shape for seen in evidence.seen):
        return
    for axis in range(count):
        for by in (1, -1):
            proof = sum(_proof(seen, axis, by) for seen in evidence.wrong)
            if proof >= MEASURED and evidence.restored(_moved, axis, by):
                wraps = evidence.restored(
                    lambda s, axis, by: np.roll(s.result, -by, axis), axis, by
                )
                yield {"axis": axis, "by": by, "wraps": wraps}


def _moved(seen: Observation, axis: int, by: int) -> np.ndarray:
    """The result moved back, the free border taken from the expected one."""
    made = np.roll(seen.result, -by, axis)
    border = [slice(None)] * made.ndim
    border[axis] = slice(-1, None) if by > 0 else slice(0, 1)
    made[tuple(border)] = seen.truth[tuple(border)]
    return made


def _proof(seen: Observation, axis: int, by: int) -> float:
    """Bits in the wrong values that are not on the border; 0 where a glance refutes the shift."""
    n = seen.truth.shape[axis]
    if n < SHORTEST:
        return 0.0
    places = seen.picks[axis] < n - 1 if by > 0 else seen.picks[axis] > 0
    here = tuple(index[places] for index in seen.picks)
    there = tuple(index + by if position == axis else index for position, index in enumerate(here))
    allowed = np.broadcast_to(seen.allowed, seen.truth.shape)[here]
    with np.errstate(all="ignore"):
        error = np.abs(seen.result[there] - seen.truth[here])
    if (error > allowed).any():
        return 0.0
    return bits(seen.truth[here][seen.wrong[here]])
