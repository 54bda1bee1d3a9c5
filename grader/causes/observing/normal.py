"""Results whose slices must sum to one, or have length one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .comparing import corner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from grader.causes.core.evidence import Evidence

    from .observation import Observation

MEASURES: Mapping[str, Callable[[np.ndarray, int | None], np.ndarray]] = {
    "sum": lambda x, axis: x.sum(axis=axis, keepdims=True),
    "norm": lambda x, axis: np.sqrt((x * x).sum(axis=axis, keepdims=True)),
}
MEASURED = 80.0  # bits: as every slice has a factor of its own, more than one number each


def axes(evidence: Evidence) -> Iterator[int | None]:
    """The axes along which slices could be normalized; None for the whole."""
    dimensions = {seen.truth.ndim for seen in evidence.seen}
    equal = all(seen.result.shape == seen.truth.shape for seen in evidence.seen)
    if not equal or any(seen.result.dtype.kind == "c" for seen in evidence.seen):
        return
    if len(dimensions) == 1:
        count = dimensions.pop()
        yield from range(count if count > 1 else 0)
    yield None


def normalized(evidence: Evidence, by: str) -> Iterator[int | None]:
    """The axes along which dividing each slice by its measure makes the result right."""
    for axis in axes(evidence):
        # The cheap question first: are the expected slices normalized at all?
        if all(_one(seen, by, axis) for seen in evidence.cheapest) and evidence.restored(
            lambda seen, by, axis: seen.result / MEASURES[by](seen.result, axis),
            by,
            axis,
            bits=MEASURED,
        ):
            yield axis


def sums_to_one(x: np.ndarray, axis: int | None) -> np.ndarray:
    """A mask of the slices that sum to one."""
    return np.asarray(np.abs(x.sum(axis=axis) - 1) < 1e-3)


def _one(seen: Observation, by: str, axis: int | None) -> bool:
    expected = seen.truth
    if axis is not None and expected.ndim > 1:
        expected = corner(expected, axis)
        axis = 1
    return bool(np.all(np.abs(MEASURES[by](expected, axis) - 1) < 1e-3))
