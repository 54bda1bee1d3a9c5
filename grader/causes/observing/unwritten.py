"""Values that were never written: exactly zero, or the poison a buffer was filled with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from grader.causes.core.evidence import Evidence

    from .observation import Observation

Unwritten: TypeAlias = Literal["0", "nan"]


def unwritten(evidence: Evidence) -> Unwritten | None:
    """What every wrong value of every observation is, if that is nothing that was computed.

    NaN counts only where an argument was full of it: a buffer that was poisoned.
    """
    if any(seen.result.shape != seen.truth.shape for seen in evidence.seen):
        return None
    values: tuple[Unwritten, ...] = ("0", "nan")
    for value in values:
        if all(_is(seen, value) for seen in evidence.wrong):
            return value
    return None


def _is(seen: Observation, value: str) -> bool:
    if value == "nan" and not any(
        x.size and x.dtype.kind in "fc" and np.isnan(x.flat[0]) and np.isnan(x).all()
        for x in seen.arrays.values()
    ):
        return False
    glance = seen.result[seen.picks][seen.wrong[seen.picks]]
    if not _empty(glance, value).all():
        return False
    return bool(_empty(seen.result[seen.wrong], value).all())


def _empty(x: np.ndarray, value: str) -> np.ndarray:
    return np.asarray(x == 0 if value == "0" else np.isnan(x))
