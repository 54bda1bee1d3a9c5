"""Nothing is returned.

y = x * 2         # before
return x * 2      # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .core.registry import cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence


@cause(on=("type",))
def returned_none(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """Whatever was expected, None came back."""
    if all(seen.got.type == "NoneType" for seen in evidence.wrong):
        yield {}
