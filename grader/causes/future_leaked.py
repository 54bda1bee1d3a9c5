"""Later positions take part in earlier ones.

return softmax(scores)                                     # before
return softmax(np.where(np.tri(n) > 0, scores, -np.inf))   # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause
from .observing.masks import unmasked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation

SHORTEST = 3


@cause(on=("finite", "values", "exact"), over=("mask_ignored",))
def future_leaked(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The places that must be empty and are not are those above the diagonal, on every case.

    Differences that merely end at the last position prove nothing: a wrong decay does the same.
    """
    if not all(_causal(seen) for seen in evidence.seen):
        return
    lengths = [seen.truth.shape[-1] for seen in evidence.wrong]
    if max(lengths) < SHORTEST:
        return
    if all(_only_future(seen) for seen in evidence.seen) or any(True for _ in unmasked(evidence)):
        yield {}


def _causal(seen: Observation) -> bool:
    """True when exactly what is above the diagonal must be empty."""
    shape = seen.truth.shape
    if seen.result.shape != shape or len(shape) < 2 or shape[-1] != shape[-2]:
        return False
    corner = seen.truth[..., :1, -1]
    if shape[-1] > 1 and not ((corner == 0) | (corner == -np.inf)).all():
        return False
    future = np.triu(np.ones(shape[-2:], bool), 1)
    empty = (seen.truth == 0) | (seen.truth == -np.inf)
    return bool(empty[..., future].all() and not empty[..., ~future].any())


def _only_future(seen: Observation) -> bool:
    """True when everything above the diagonal is filled and nothing else is wrong."""
    future = np.triu(np.ones(seen.truth.shape[-2:], bool), 1)
    if seen.kind == "right":
        return not future.any()
    return bool(seen.wrong[..., future].all() and not seen.wrong[..., ~future].any())
