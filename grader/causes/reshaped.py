"""Reshaped where the axes had to be moved: right values in the order of other axes.

return x.reshape(batch, heads, time, size)                        # before
return x.reshape(batch, time, heads, size).transpose(0, 2, 1, 3)  # after
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation


@cause()
def reshaped(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The values, in memory order, are those of the expected result with its axes in `order`."""
    dimensions = {seen.truth.ndim for seen in evidence.seen}
    if len(dimensions) != 1 or (count := dimensions.pop()) > 4:
        return
    for order in itertools.permutations(range(count)):
        if evidence.restored(_reordered, order):
            yield {"order": list(order) if order != tuple(range(count)) else None}


def _reordered(seen: Observation, order: tuple[int, ...]) -> np.ndarray | None:
    expected = seen.truth.shape
    moved = tuple(expected[axis] for axis in order)
    if seen.result.size != seen.truth.size:
        return None
    if seen.kind != "right":
        if seen.result.shape == moved:  # moved axes, not a reshape
            return None
        longer = [n for n in seen.result.shape if n != 1], [n for n in moved if n != 1]
        if longer[0] == longer[1]:  # axes of length 1 came or went
            return None
    return np.asarray(seen.result.reshape(moved).transpose(np.argsort(order)))
