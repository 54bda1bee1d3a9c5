"""Each row (or column) is off by its own factor: what it is divided by is wrong.

return e                                   # before
return e / e.sum(axis=1, keepdims=True)    # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause
from .observing.slices import sliced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence


@cause()
def slice_factor(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result is right up to one factor per slice along `axis`."""
    for axis in sliced(evidence, np.divide, np.divide):
        yield {"axis": axis}
