"""The values run backwards along an axis.

return path[::-1]  # before
return path        # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence


@cause()
def flipped(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result, reversed along an axis (None: along all), is right."""
    dimensions = {seen.result.ndim for seen in evidence.seen}
    if len(dimensions) != 1 or not 1 <= (count := dimensions.pop()) <= 6:
        return
    for axis in range(count):
        if evidence.restored(lambda seen, axis: np.flip(seen.result, axis), axis):
            yield {"axis": axis}
    if count > 1 and evidence.restored(lambda seen: np.flip(seen.result)):
        yield {"axis": None}
