"""Equal up to what is allowed: a few places first, all of them only where those agree."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

Picks: TypeAlias = tuple[np.ndarray, ...]
PICKED = 128


def differing(a: np.ndarray, b: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """A mask of where |a - b| exceeds `allowed`; equal infinities and two NaN do not differ."""
    with np.errstate(all="ignore"):
        error = a - b
        mask = np.asarray(~(np.abs(error) <= allowed))
        strange = np.asarray(~np.isfinite(error)) if mask.any() else mask
        if strange.any():
            x, y = a[strange], b[strange]
            mask[strange] = ~((x == y) | (np.isnan(x) & np.isnan(y)))
    return mask


def same(a: np.ndarray, b: np.ndarray, allowed: np.ndarray, picks: Picks | None = None) -> bool:
    """True when the shapes are equal and nothing differs; `picks` are looked at first."""
    if a.shape != b.shape:
        return False
    if picks is not None and a.ndim:
        near = np.broadcast_to(allowed, b.shape)[picks]
        if differing(a[picks], b[picks], near).any():
            return False
    return not differing(a, b, allowed).any()


def picked(shape: tuple[int, ...], wrong: np.ndarray | None = None) -> Picks:
    """Indices of places spread over an array, half of them wrong ones where those are given."""
    size = int(np.prod(shape))
    flat = _spread(size)
    if wrong is not None and wrong.ndim:
        places = np.flatnonzero(wrong)
        flat = np.unique(np.concatenate([places[_spread(places.size)], flat]))
    if not size:
        return tuple(np.zeros(0, int) for _ in shape)
    return np.unravel_index(flat, shape) if shape else ()


def corner(x: np.ndarray, axis: int) -> np.ndarray:
    """A few of an array's lines along an axis, (lines, length)."""
    moved = np.moveaxis(x, axis, -1)
    return np.asarray(moved[(slice(0, 4),) * (x.ndim - 1)].reshape(-1, x.shape[axis]))


def _spread(size: int) -> np.ndarray:
    if size <= PICKED:
        return np.arange(size)
    # Not evenly: an even step can be a multiple of a row and see one column only.
    steps = np.linspace(0, 1, PICKED) ** 1.1
    return (steps * (size - 1)).astype(np.int64)
