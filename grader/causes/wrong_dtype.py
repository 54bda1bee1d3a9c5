"""The values are right, their dtype is not.

return x - np.array([0.5])            # before: float64, whatever x is
return x - np.array([0.5], x.dtype)   # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause
from .observing.comparing import same
from .observing.observation import Observation, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence


EPSILON = {"bfloat16": 2.0**-8, "float16": 2.0**-11, "float32": 2.0**-24}


@cause(on=("dtype",))
def wrong_dtype(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """Right values come back as `got`; `given` are the dtypes of the arguments."""
    if not all(_near(seen) for seen in evidence.seen):
        return
    pairs = {(seen.got.dtype, seen.expected.dtype) for seen in evidence.wrong}
    if len(pairs) == 1 and all(seen.truth.size for seen in evidence.wrong):
        got, expected = pairs.pop()
        yield {"got": got, "expected": expected, "given": _given(evidence.wrong[0])}


def _near(seen: Observation) -> bool:
    """True when the values agree as far as the coarser of the two dtypes can hold them."""
    if seen.result.shape != seen.truth.shape or seen.result.dtype != seen.truth.dtype:
        return False
    coarser = max(EPSILON.get(seen.got.dtype, 0.0), EPSILON.get(seen.expected.dtype, 0.0))
    scale = float(np.max(np.abs(seen.truth[np.isfinite(seen.truth)]), initial=0.0))
    return same(seen.result, seen.truth, np.maximum(seen.allowed, 4 * coarser * scale), seen.picks)


def _given(seen: Observation) -> list[Json]:
    floats = (Value.of(x) for x in seen.arguments.values())
    dtypes = dict.fromkeys(x.dtype for x in floats if x.dtype.startswith(("float", "bfloat")))
    return list(dtypes)
