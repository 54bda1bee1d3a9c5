"""The last, partial block is never written.

for block in range(n // 64):        # before
for block in range(-(-n // 64)):    # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause
from .observing.unwritten import Unwritten, unwritten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation

BLOCKS = [1 << power for power in range(1, 13)]


@cause(on=("finite", "values", "exact"), over=("never_written",))
def missing_block(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """Wrong values are exactly those after the last full block of `block` along `axis`.

    Every wrong value was never written, and every case whose length is a multiple is right.
    """
    value = unwritten(evidence)
    dimensions = {seen.truth.ndim for seen in evidence.seen}
    if value is None or len(dimensions) != 1:
        return
    for axis in range(dimensions.pop()):
        starts = [_start(seen, axis, value) for seen in evidence.wrong]
        if any(start is None for start in starts):
            continue
        fitting = [block for block in BLOCKS if all(_ends(s, axis, block) for s in evidence.seen)]
        long = any(seen.truth.shape[axis] - _first(seen, axis) > 1 for seen in evidence.wrong)
        if fitting and (long or len(fitting) == 1):  # else: the last one was forgotten
            yield {
                "axis": axis,
                "start": starts[0],
                "block": fitting[0] if len(fitting) == 1 else None,
                "value": value,
            }


def _first(seen: Observation, axis: int) -> int:
    """The first wrong index along the axis."""
    others = tuple(other for other in range(seen.wrong.ndim) if other != axis)
    return int(np.argmax(seen.wrong.any(axis=others)))


def _start(seen: Observation, axis: int, value: Unwritten) -> int | None:
    """Where the unwritten tail begins, None where it is no tail or was written in part."""
    if seen.result.shape != seen.truth.shape:
        return None
    start = _first(seen, axis)
    tail = np.take(seen.result, range(start, seen.result.shape[axis]), axis)
    empty = tail == 0 if value == "0" else np.isnan(tail)
    return start if start and empty.all() else None


def _ends(seen: Observation, axis: int, block: int) -> bool:
    """True when what is wrong is what full blocks leave over."""
    n = seen.truth.shape[axis]
    if seen.kind == "right":
        return bool(n % block == 0)
    return bool(n % block and _first(seen, axis) == n // block * block)
