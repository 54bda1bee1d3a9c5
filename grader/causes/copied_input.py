"""An argument comes back as it was given.

x - x.mean()         # before: computed, and dropped
return x
return x - x.mean()  # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence


@cause(
    over=(
        "elementwise",
        "factor",
        "offset",
        "slice_factor",
        "slice_offset",
        "not_normalized",
    )
)
def copied_input(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result is the argument `name`, value for value."""
    for name, x in evidence.wrong[0].arrays.items():
        poison = x.dtype.kind in "fc" and x.size and np.isnan(x.flat[0]) and np.isnan(x).all()
        if not poison and evidence.reproduced(lambda seen, name: seen.arrays.get(name), name):
            yield {"name": name}
