"""The right values in another kind of container.

return [x * 2, None]  # before
return x * 2          # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause
from .observing.comparing import same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation, Value


@cause(on=("type",))
def wrong_type(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The values of a `got` are right; in a list or tuple, those of one item."""
    types = {(seen.got.type, seen.expected.type) for seen in evidence.wrong}
    if len(types) != 1 or any(seen.kind != "type" for seen in evidence.wrong):
        return
    got, expected = types.pop()
    facts: dict[str, Json] = {"got": got, "expected": expected}
    if all(_right(seen.got, seen) for seen in evidence.wrong) and got != expected:
        yield {**facts, "item": None}
        return
    counts = [len(seen.got.items) for seen in evidence.wrong]
    for item in range(min(counts)):
        if all(_right(seen.got.items[item], seen) for seen in evidence.wrong):
            yield {**facts, "item": item}


def _right(got: Value, seen: Observation) -> bool:
    if got.array is None or seen.expected.array is None or not seen.expected.array.size:
        return False
    # A list of Python floats has no precision to lose, but a float32 result has little.
    allowed = np.asarray(np.max(seen.allowed, initial=0.0))
    return same(got.array, seen.expected.array, allowed)
