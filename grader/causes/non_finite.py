"""NaN or inf exactly where an argument holds what makes them.

return np.log(p)                       # before: -inf where p is 0
return np.log(np.maximum(p, 1e-12))    # after
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

# exp() of more than these is inf.
OVERFLOW = {"float16": 11.09, "float32": 88.73}
ORIGINS: Mapping[str, Callable[[np.ndarray, float], np.ndarray]] = {
    "nan": lambda x, _: np.isnan(x),
    "-inf": lambda x, _: np.isneginf(x),
    "inf": lambda x, _: np.isposinf(x),
    "large": lambda x, limit: (x > limit) & np.isfinite(x),
    "very negative": lambda x, limit: (x < -limit) & np.isfinite(x),
    "zero": lambda x, _: x == 0,
    "negative": lambda x, _: x < 0,
}
SCOPES = ("places", "whole slices", "slices")


@cause(on=("finite",))
def non_finite(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """Where the result is not finite is where the argument `name` is `origin`, on every case.

    `scope`: those very places, or the slices along `axis` that hold nothing else, or hold one.
    """
    if not all(_about_numbers(seen) for seen in evidence.seen):
        return
    good = sum(int(np.sum(~_bad(seen))) for seen in evidence.seen)
    if not good:  # nothing but NaN: no place tells where from
        return
    value = "nan" if any(np.isnan(seen.result).any() for seen in evidence.wrong) else "inf"
    for name in evidence.wrong[0].arrays:
        for facts in _explained(evidence, name):
            yield {"value": value, "name": name, **facts}
            break


def _explained(evidence: Evidence, name: str) -> Iterator[dict[str, Json]]:
    axes = range(evidence.wrong[0].arrays[name].ndim)
    for origin in ORIGINS:
        masks = [_mask(seen, name, origin) for seen in evidence.seen]
        if any(mask is None for mask in masks):
            continue
        pairs = [
            (e, mask) for e, mask in zip(evidence.seen, masks, strict=True) if mask is not None
        ]
        if not any(mask.any() for _, mask in pairs):
            continue
        for scope in SCOPES:
            for axis in (None,) if scope == "places" else (*axes, None):
                if all(_made(seen, mask, scope, axis) for seen, mask in pairs):
                    yield {"origin": origin, "scope": scope, "axis": axis}


def _mask(seen: Observation, name: str, origin: str) -> np.ndarray | None:
    """Where an argument is what the origin says."""
    x = seen.arrays.get(name)
    if x is None or x.dtype.kind not in "fiu":
        return None
    return ORIGINS[origin](x, OVERFLOW.get(str(x.dtype), 709.79))


def _bad(seen: Observation) -> np.ndarray:
    return np.asarray(~np.isfinite(seen.result) & np.isfinite(seen.truth))


def _about_numbers(seen: Observation) -> bool:
    """True when what is wrong is not finite, or shares a slice with what is not."""
    if seen.result.shape != seen.truth.shape or seen.result.dtype.kind == "c":
        return False
    bad = _bad(seen)
    if seen.kind == "right" or (seen.wrong == bad).all():
        return True
    slices = ((seen.wrong.any(axis), bad.any(axis)) for axis in range(bad.ndim))
    return any(np.array_equal(wrong, nan) and not nan.all() for wrong, nan in slices)


def _made(seen: Observation, mask: np.ndarray, scope: str, axis: int | None) -> bool:
    """True when the result is not finite there, and nowhere else."""
    if scope != "places":
        if axis is not None and axis >= mask.ndim:
            return False
        fold = np.any if scope == "slices" else np.all
        removed = seen.truth.ndim == mask.ndim - 1 and axis is not None
        mask = np.asarray(fold(mask, axis=axis, keepdims=not removed))
    try:
        spread = np.broadcast_to(mask, seen.truth.shape)
    except ValueError:
        return False
    few = seen.picks
    if (spread[few] & np.isfinite(seen.truth[few]) & np.isfinite(seen.result[few])).any():
        return False
    return bool(np.array_equal(spread & np.isfinite(seen.truth), _bad(seen)))
