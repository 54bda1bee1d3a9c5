"""One step too few or too many along an axis; all others are right.

for step in range(1, steps):  # before
for step in range(steps):     # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause
from .observing.comparing import same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation


@cause(on=("shape",))
def step_count(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result has one step more (`extra` 1) or less (-1), at the `end` of `axis`."""
    if not evidence.numeric or evidence.bits < 40 or any(s.kind == "right" for s in evidence.seen):
        return
    dimensions = {seen.truth.ndim for seen in evidence.seen}
    for axis in range(dimensions.pop() if len(dimensions) == 1 else 0):
        for extra in (1, -1):
            for end in ("first", "last"):
                if all(_aligned(seen, axis, extra, end) for seen in evidence.seen):
                    yield {"axis": axis, "extra": extra, "end": end}


def _aligned(seen: Observation, axis: int, extra: int, end: str) -> bool:
    wanted = list(seen.truth.shape)
    wanted[axis] += extra
    if list(seen.result.shape) != wanted or not seen.result.size:
        return False
    rest = [slice(None)] * seen.truth.ndim
    rest[axis] = slice(1, None) if end == "first" else slice(0, -1)
    got = seen.result[tuple(rest)] if extra > 0 else seen.result
    expected = seen.truth if extra > 0 else seen.truth[tuple(rest)]
    return same(got, expected, np.asarray(np.max(seen.allowed, initial=0.0)))
