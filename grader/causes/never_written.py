"""Some or all of the result is never written.

for row in range(rows - 1):  # before
for row in range(rows):      # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause
from .observing.unwritten import unwritten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation

SHORTEST = 3
PARTS = {
    "first": slice(0, 1),
    "last": slice(-1, None),
    "odd": slice(1, None, 2),
    "even": slice(0, None, 2),
}


@cause(on=("finite", "values", "exact"))
def never_written(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """All values, or exactly those in one part along `axis`, are zero or poison."""
    value = unwritten(evidence)
    if value is None or evidence.bits < 8 or max(e.wrong.size for e in evidence.wrong) < SHORTEST:
        return
    if all(_whole(seen, value) for seen in evidence.wrong):
        yield {"value": value, "part": "all"}
        return
    dimensions = {seen.truth.ndim for seen in evidence.seen}
    for axis in range(dimensions.pop() if len(dimensions) == 1 else 0):
        for name, part in PARTS.items():
            # Where an axis is short, one part is like another.
            telling = any(seen.truth.shape[axis] >= SHORTEST for seen in evidence.wrong)
            if telling and all(_only(seen, axis, part, value) for seen in evidence.seen):
                yield {"value": value, "part": name, "axis": axis}


def _whole(seen: Observation, value: str) -> bool:
    return bool(np.all(seen.result == 0 if value == "0" else np.isnan(seen.result)))


def _only(seen: Observation, axis: int, part: slice, value: str) -> bool:
    """True when that part is unwritten, and nothing else is wrong."""
    index = [slice(None)] * seen.truth.ndim
    index[axis] = part
    inside = seen.result[tuple(index)]
    empty = inside == 0 if value == "0" else np.isnan(inside)
    wrong_inside = int(np.sum(seen.wrong[tuple(index)]))
    return bool(empty.all()) and wrong_inside == int(np.sum(seen.wrong))
