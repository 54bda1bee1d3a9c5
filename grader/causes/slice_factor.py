"""Each row (or column) is off by its own factor: what it is divided by is wrong.

return e                                   # before
return e / e.sum(axis=1, keepdims=True)    # after
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.results import Json

from .core.evidence import Evidence
from .core.registry import cause
from .observing.slices import MEASURED_SLICES, several, slices


@cause()
def slice_factor(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result is right up to one factor per slice along `axis`."""
    for axis, place in slices(evidence):
        ratios = [
            np.take(seen.result, [n], axis) / np.take(seen.truth, [n], axis)
            for seen, n in zip(evidence.seen, place, strict=True)
        ]
        made = dict(zip(map(id, evidence.seen), ratios, strict=True))
        if several(evidence, ratios) and evidence.restored(
            lambda seen, made=made: seen.result / made[id(seen)],  # type: ignore[misc]
            MEASURED_SLICES,
        ):
            yield {"axis": axis}
