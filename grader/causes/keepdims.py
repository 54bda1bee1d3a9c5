"""An axis of length 1 too many or too few; the values are right.

return x.sum(axis=1)                 # before
return x.sum(axis=1, keepdims=True)  # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .core.registry import cause
from .observing.comparing import same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation


@cause(on=("type", "shape"))
def keepdims(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """All values are right, and only axes of length 1 are `missing` or, if not, too many."""
    if not evidence.numeric or not all(_squeezed(seen) for seen in evidence.seen):
        return
    more = {seen.result.ndim - seen.truth.ndim for seen in evidence.wrong}
    if len(more) == 1 and (by := more.pop()):
        yield {"missing": by < 0, "axes": abs(by)}


def _squeezed(seen: Observation) -> bool:
    """True when the values agree without axes of length 1."""
    if seen.kind == "type" and {seen.got.type, seen.expected.type} & {"list", "tuple"}:
        return False
    got, expected = ([n for n in x.shape if n != 1] for x in (seen.result, seen.truth))
    if got != expected:
        return False
    return same(seen.result.reshape(seen.truth.shape), seen.truth, seen.allowed)
