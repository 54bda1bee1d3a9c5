"""Three or more axes are in a wrong order.

return images.transpose(0, 2, 3, 1)  # before: channels last
return images                        # after:  channels first
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
def permuted_axes(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result, its axes in another order, is right; `order` is what `transpose` needs."""
    dimensions = {seen.result.ndim for seen in evidence.seen}
    if len(dimensions) != 1 or not 3 <= (count := dimensions.pop()) <= 4:
        return
    for order in itertools.permutations(range(count)):
        moved = sum(axis != place for place, axis in enumerate(order))
        if moved <= 2:  # none, or two: `swapped_axes` says that better
            continue
        if evidence.restored(lambda seen, order: seen.result.transpose(order), order):
            yield {"order": list(order)}
