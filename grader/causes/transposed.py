"""Rows and columns are exchanged.

return weights.T        # before
return weights          # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .core.registry import cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence


@cause()
def transposed(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result, transposed, is right."""
    matrices = all(seen.result.ndim == 2 for seen in evidence.seen)
    if matrices and evidence.restored(lambda seen: seen.result.T):
        yield {}
