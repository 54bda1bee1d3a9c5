"""Divided by n where n - 1 is due, or the reverse.

return ((x - x.mean()) ** 2).sum() / n        # before
return ((x - x.mean()) ** 2).sum() / (n - 1)  # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .core.registry import cause
from .observing.factors import CLOSE, factors, over
from .observing.sizes import Size, length, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation


@cause(on=("values",), over=("factor", "slice_factor", "lost_precision"))
def biased_variance(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result is off by n / (n - 1), or its root: `got` is what it was divided by."""
    found = factors(evidence)
    if found is None or all(abs(f - 1) > 1.01 for f in found):
        return
    for size in shared(evidence.seen):
        wrong = [length(seen, size) for seen in evidence.wrong]
        everywhere = [length(seen, size) for seen in evidence.seen]
        # One length of up to four gives 2, 3/2 and 4/3, which many mistakes have.
        if min(everywhere) < 2 or (len(set(wrong)) == 1 and wrong[0] < 5):
            continue
        for got, power in (("n - 1", 1.0), ("n", -1.0)):
            for root in (False, True):
                close = all(
                    abs(_factor(n, power, root) / f - 1) < min(CLOSE, 0.3 / n)
                    for n, f in zip(wrong, found, strict=True)
                )
                if close and evidence.restored(_undone, size, power, root):
                    yield {"got": got, "root": root, "n": wrong[0], "of": list(size)}
                    return


def _factor(n: int, power: float, root: bool) -> float:
    return float((n / (n - 1)) ** (power / 2 if root else power))


def _undone(seen: Observation, size: Size, power: float, root: bool) -> np.ndarray | None:
    return over(seen, _factor(length(seen, size), power, root))
