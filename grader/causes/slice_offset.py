"""Each row (or column) is off by its own number.

    return x                                                 # before
    return x - np.log(np.exp(x).sum(axis=1, keepdims=True))  # after
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.results import Json

from .core.evidence import Evidence
from .core.registry import cause
from .observing.slices import sliced


@cause()
def slice_offset(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result is right up to one number per slice along `axis`."""
    for axis in sliced(evidence, np.subtract, np.subtract):
        yield {"axis": axis}
