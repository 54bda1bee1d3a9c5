"""Results that are right once the places that must hold nothing are emptied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .normal import MEASURED, axes, sums_to_one

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.causes.core.evidence import Evidence

    from .observation import Observation


def unmasked(evidence: Evidence) -> Iterator[int | str | None]:
    """The axes along which the rest must be normalized again; "none" where it must not.

    A masked place is one where 0 or -inf is expected and something else came.
    """
    found = False
    if not all(_glance(seen) for seen in evidence.wrong):
        return
    for axis in axes(evidence):
        if all(_weights(seen, axis) for seen in evidence.seen) and evidence.restored(
            _emptied, axis, bits=MEASURED
        ):
            found = True
            yield axis
    if not found and all(_only_masked(seen) for seen in evidence.seen):
        yield "none"


def _glance(seen: Observation) -> bool:
    """True when some wrong value stands where nothing is expected."""
    if seen.result.shape != seen.truth.shape:
        return False
    wrong = seen.truth[seen.picks][seen.wrong[seen.picks]]
    return bool(((wrong == 0) | (wrong == -np.inf)).any())


def empty(seen: Observation) -> np.ndarray:
    """A mask of the places where nothing is expected."""
    return np.asarray((seen.truth == 0) | (seen.truth == -np.inf))


def _weights(seen: Observation, axis: int | None) -> bool:
    """True when both sides are weights, and masked places got some where anything is wrong."""
    filled = (seen.truth == 0) & (seen.result > 0)
    if seen.kind != "right" and not filled.any():
        return False
    both = sums_to_one(seen.result, axis) & sums_to_one(seen.truth, axis)
    return bool(np.all(both) and (seen.result >= 0).all())


def _emptied(seen: Observation, axis: int | None) -> np.ndarray:
    rest = np.where(seen.truth == 0, 0.0, seen.result)
    return np.asarray(rest / rest.sum(axis=axis, keepdims=True))


def _only_masked(seen: Observation) -> bool:
    """True when an argument holds the mask, and nothing but masked places is wrong.

    Without the argument, zeros that are no zeros could be anything.
    """
    if seen.kind == "right":
        return True
    if seen.result.shape != seen.truth.shape or not seen.wrong.ndim:
        return False
    glance = seen.truth[seen.picks][seen.wrong[seen.picks]]
    if not ((glance == 0) | (glance == -np.inf)).all():
        return False
    return any(
        x.dtype.kind == "b" and _is_mask(seen, np.broadcast_to(x, seen.wrong.shape))
        for x in seen.arrays.values()
        if _fits(x.shape, seen.wrong.shape)
    )


def _is_mask(seen: Observation, mask: np.ndarray) -> bool:
    if mask.all() or not mask.any():
        return False
    nothing = empty(seen)
    for masked in (mask, ~mask):
        if nothing[masked].all() and not seen.wrong[~masked].any():
            return bool(seen.wrong[masked].sum() > masked.sum() // 2)
    return False


def _fits(shape: tuple[int, ...], target: tuple[int, ...]) -> bool:
    try:
        return np.broadcast_shapes(shape, target) == target
    except ValueError:
        return False
