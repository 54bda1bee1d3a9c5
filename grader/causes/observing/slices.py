"""Slices along an axis, each with a number of its own: when can they prove anything?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from grader.causes.core.evidence import Evidence

MEASURED_SLICES = 240.0  # bits: a dozen measured numbers, in slices of three or more
SHORTEST = 3


def slices(evidence: Evidence) -> Iterator[tuple[int, list[int]]]:
    """Each axis that is long enough, and per observation where along it slices are compared."""
    dimensions = {seen.truth.ndim for seen in evidence.seen}
    if len(dimensions) != 1 or not 2 <= (count := dimensions.pop()) <= 4:
        return
    if any(seen.result.shape != seen.truth.shape for seen in evidence.seen):
        return
    for axis in range(count):
        if all(seen.truth.size and seen.truth.shape[axis] >= SHORTEST for seen in evidence.seen):
            # Where the values are large, the number is known best.
            yield axis, [_largest(seen.truth, axis) for seen in evidence.seen]


def several(evidence: Evidence, numbers: Sequence[np.ndarray]) -> bool:
    """True when the slices' numbers differ: one number for all is another cause."""
    wrong = {id(seen) for seen in evidence.wrong}
    spread = []
    for seen, each in zip(evidence.seen, numbers, strict=True):
        if id(seen) in wrong:
            if each.size < 2 or not np.isfinite(each).all():
                return False
            spread.append(float(np.ptp(each.real)) > 1e-3 * float(np.max(np.abs(each))))
    return any(spread)


def _largest(x: np.ndarray, axis: int) -> int:
    lines = np.moveaxis(x, axis, -1).reshape(-1, x.shape[axis])[:64]
    sizes = np.where(np.isfinite(lines), np.abs(lines), 0.0).min(0)
    return int(np.argmax(sizes))
