"""The mask was applied after normalizing: what is left of a slice sums to less than one.

return softmax(scores) * mask                         # before
return softmax(np.where(mask, scores, -np.inf))       # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause
from .observing.normal import normalized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation


@cause(on=("values",), over=("not_normalized", "slice_factor", "factor"))
def mask_after(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """Normalized again along `axis` the result is right; only masked slices sum to less."""
    for axis in normalized(evidence, "sum"):
        if all(_lost(seen, axis) for seen in evidence.seen):
            yield {"axis": axis}


def _lost(seen: Observation, axis: int | None) -> bool:
    """True when slices lack weight exactly where the expected ones have zeros."""
    empty = seen.truth == 0
    masked, total = empty.any(axis=axis), seen.result.sum(axis=axis)
    short = total < 1 - 1e-4
    if seen.kind != "right" and not np.any(masked & short):
        return False
    whole = np.all(masked | ~short) and not np.any(total > 1 + 1e-4)
    return bool(whole and (seen.result[empty] == 0).all() and (seen.result >= 0).all())
