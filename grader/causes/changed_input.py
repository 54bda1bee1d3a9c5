"""The call writes into its argument.

x -= x.max()      # before
x = x - x.max()   # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation


@cause(on=("unchanged",))
def changed_input(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """An argument's values are others after the call; `how`, where that is one simple change.

    `got` is what the argument is after the call, `expected` what it was before.
    """
    if evidence.wrong and all(seen.kind == "unchanged" for seen in evidence.wrong):
        # Two numbers are shifted, scaled and sorted by anything.
        hows = {_how(seen) for seen in evidence.wrong if seen.wrong.size > 2}
        one = hows.pop() if len(hows) == 1 else None
        yield {"name": evidence.wrong[0].name, "how": one}


def _how(seen: Observation) -> str | None:
    if seen.pair is None or seen.result.shape != seen.truth.shape:
        return None
    after, before = seen.pair
    if not after.any():
        return "zeroed"
    if np.array_equal(after, np.sort(before, axis=-1)):
        return "sorted"
    close = 1e-5 * float(np.max(np.abs(before), initial=0.0))
    for axis in (None, *range(before.ndim)):
        if np.all(np.ptp(after - before, axis=axis) <= close):
            return "shifted"
    return "scaled" if _scaled(after, before) else None


def _scaled(after: np.ndarray, before: np.ndarray) -> bool:
    ratio = after / before
    if not np.isfinite(ratio).all():
        return False
    return any(
        bool(np.all(np.ptp(ratio, axis=axis) <= 1e-4 * np.abs(ratio).max()))
        for axis in (None, *range(before.ndim))
    )
