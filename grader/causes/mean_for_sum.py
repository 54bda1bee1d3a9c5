"""The mean for the sum, or the sum for the mean.

return losses.sum()   # before
return losses.mean()  # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .core.registry import cause
from .observing.factors import CLOSE, factors, over
from .observing.sizes import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation


@cause(on=("values",), over=("factor", "slice_factor"))
def mean_for_sum(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result is off by `n`, how many values of the argument `of` went into each of its own."""
    found = factors(evidence)
    if found is None:
        return
    said = set()
    for name, _ in folded(evidence.wrong[0]):
        counts = [dict(folded(seen)).get(name, 0) for seen in evidence.seen]
        wrong = [dict(folded(seen)).get(name, 0) for seen in evidence.wrong]
        # One count of two or three is a factor that many mistakes have.
        if min(counts) < 1 or (len(set(wrong)) == 1 and wrong[0] < 4):
            continue
        for got in ("mean", "sum"):
            power = -1 if got == "mean" else 1
            close = all(abs(n**power / f - 1) < CLOSE for n, f in zip(wrong, found, strict=True))
            if close and got not in said and evidence.restored(_undone, name, power):
                said.add(got)
                yield {"got": got, "n": wrong[0], "of": name}


def _undone(seen: Observation, name: str, power: int) -> np.ndarray | None:
    return over(seen, float(dict(folded(seen))[name]) ** power)
