"""Two axes of a result with three or more are exchanged.

return heads                        # before: (batch, time, head, size)
return heads.transpose(0, 2, 1, 3)  # after:  (batch, head, time, size)
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from .core.registry import cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence


@cause()
def swapped_axes(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result, two axes exchanged, is right."""
    dimensions = {seen.result.ndim for seen in evidence.seen}
    if len(dimensions) != 1 or not 3 <= (count := dimensions.pop()) <= 6:
        return
    for i, j in itertools.combinations(range(count), 2):
        if evidence.restored(lambda seen, i, j: seen.result.swapaxes(i, j), i, j):
            yield {"axes": [i, j]}
