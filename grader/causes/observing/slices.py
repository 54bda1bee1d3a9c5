"""Slices along an axis, each off by a number of its own: when can they prove anything?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from .comparing import corner, differing

if TYPE_CHECKING:
    from grader.causes.core.evidence import Evidence

    from .observation import Observation


MEASURED_SLICES = 240.0  # bits: a dozen measured numbers, in slices of three or more
SHORTEST = 3
Between: TypeAlias = Callable[[np.ndarray, np.ndarray], np.ndarray]


def sliced(evidence: Evidence, between: Between, undo: Between) -> Iterator[int]:
    """Each axis along which the result is right up to one number per slice, taken out by `undo`.

    `between` gives that number from a got and an expected value.
    """
    dimensions = {seen.truth.ndim for seen in evidence.seen}
    if len(dimensions) != 1 or not 2 <= (count := dimensions.pop()) <= 4:
        return
    if any(seen.result.shape != seen.truth.shape for seen in evidence.seen):
        return
    for axis in range(count):
        lengths = [seen.truth.shape[axis] for seen in evidence.seen if seen.truth.size]
        if len(lengths) < len(evidence.seen) or min(lengths) < SHORTEST:
            continue
        if not all(_glance(seen, axis, between, undo) for seen in evidence.cheapest):
            continue
        if not any(_several(_numbers(seen, axis, between)) for seen in evidence.wrong):
            continue
        if evidence.restored(_undone, axis, between, undo, bits=MEASURED_SLICES):
            yield axis


def _undone(seen: Observation, axis: int, between: Between, undo: Between) -> np.ndarray:
    return undo(seen.result, _numbers(seen, axis, between))


def _glance(seen: Observation, axis: int, between: Between, undo: Between) -> bool:
    """True when the numbers of some slices explain some of their values."""
    place = _place(seen, axis)
    at = tuple(np.full_like(i, place) if n == axis else i for n, i in enumerate(seen.picks))
    made = undo(seen.result[seen.picks], between(seen.result[at], seen.truth[at]))
    allowed = np.broadcast_to(seen.allowed, seen.truth.shape)[seen.picks]
    return not differing(made, seen.truth[seen.picks], allowed).any()


def _numbers(seen: Observation, axis: int, between: Between) -> np.ndarray:
    place = [_place(seen, axis)]
    return between(np.take(seen.result, place, axis), np.take(seen.truth, place, axis))


def _place(seen: Observation, axis: int) -> int:
    """Where along an axis the expected values are large: there a number is best measured."""
    lines = corner(seen.truth, axis)
    return int(np.argmax(np.where(np.isfinite(lines), np.abs(lines), 0.0).min(0)))


def _several(numbers: np.ndarray) -> bool:
    """True when the slices' numbers differ: one number for all is another cause."""
    if numbers.size < 2 or not np.isfinite(numbers).all():
        return False
    return bool(np.ptp(numbers.real) > 1e-3 * np.max(np.abs(numbers)))
