"""A result spread over an axis that should not be there.

return predicted[:, None] - target     # before: every pair of rows
return predicted - target              # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation

FOLDS: Mapping[str, Callable[[np.ndarray, int], np.ndarray]] = {
    "sum": lambda x, axis: x.sum(axis=axis),
    "mean": lambda x, axis: x.mean(axis=axis),
    "max": lambda x, axis: x.max(axis=axis),
    "same": lambda x, axis: np.take(x, 0, axis),  # all slices are equal
}
MEASURED = 40.0


@cause(on=("shape",))
def broadcast(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result has one `axis` too many: folded over it (`how`), it is right.

    For "diagonal" the two axes are one that was crossed with itself.
    """
    if any(seen.kind == "right" and seen.truth.size > 1 for seen in evidence.seen):
        return
    if evidence.restored(_diagonal, bits=MEASURED):
        yield {"how": "diagonal", "axis": None}
    for axis in range(max(seen.result.ndim for seen in evidence.seen)):
        for how in FOLDS:
            long = all(
                axis < seen.result.ndim and seen.result.shape[axis] > 1 for seen in evidence.wrong
            )
            if long and evidence.restored(_folded, how, axis, bits=MEASURED):
                yield {"how": how, "axis": axis}
                break


def _diagonal(seen: Observation) -> np.ndarray | None:
    shape = seen.result.shape
    if len(shape) < 2 or shape[-1] != shape[-2]:
        return seen.result if seen.kind == "right" else None
    taken = np.diagonal(seen.result, axis1=-2, axis2=-1)
    return taken.reshape(seen.truth.shape) if taken.size == seen.truth.size else None


def _folded(seen: Observation, how: str, axis: int) -> np.ndarray | None:
    if seen.kind == "right":
        return seen.result
    shape = seen.result.shape
    if shape[:axis] + shape[axis + 1 :] != seen.truth.shape:
        return None
    if how == "same" and not (seen.result == np.take(seen.result, [0], axis)).all():
        return None
    return FOLDS[how](seen.result, axis)
