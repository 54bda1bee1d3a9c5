"""Each slice is right but for what it must be divided by.

return np.exp(x)                                              # before
return np.exp(x) / np.exp(x).sum(axis=1, keepdims=True)       # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .core.registry import cause
from .observing.normal import MEASURES, normalized

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence


@cause(over=("slice_factor", "factor"))
def not_normalized(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result divided by the sum or norm of its slices along `axis` (None: of all) is right."""
    for by in MEASURES:
        for axis in normalized(evidence, by):
            yield {"axis": axis, "by": by}
