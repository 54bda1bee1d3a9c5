"""Where a result is wrong: the worst places, how far they reach, a small map, the first step."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.results import Number, Place

KEPT = 100  # of the worst places
MAPPED = 4096  # elements from which a two-dimensional result gets a map
CELLS = (3, 48)  # of the map, rows and columns


def worst(
    got: np.ndarray, expected: np.ndarray, error: np.ndarray, wrong: np.ndarray
) -> tuple[Place, ...]:
    """Return the largest errors first; where none is finite, in index order."""
    flat = np.flatnonzero(wrong)
    errors = error.reshape(-1)[flat]
    order = np.argsort(-np.where(np.isfinite(errors), errors, np.inf), kind="stable")
    places = []
    for position in flat[order[:KEPT]]:
        index = tuple(int(i) for i in np.unravel_index(position, wrong.shape))
        places.append(
            Place(
                index,
                _number(got.reshape(-1)[position]),
                _number(expected.reshape(-1)[position]),
                float(error.reshape(-1)[position]),
            )
        )
    return tuple(places)


def extent(wrong: np.ndarray) -> tuple[tuple[int, int], ...]:
    """Return for each axis the first and the last index at which anything is wrong."""
    if not wrong.any():
        return ()
    lines = [wrong.any(axis=_others(wrong, axis)) for axis in range(wrong.ndim)]
    ends = [np.flatnonzero(line)[[0, -1]] for line in lines]
    return tuple((int(first), int(last)) for first, last in ends)


def shares(wrong: np.ndarray) -> tuple[tuple[float, ...], ...]:
    """Return the share of wrong elements in each cell of a map; nothing for small results."""
    if wrong.ndim != 2 or wrong.size < MAPPED:
        return ()
    sums = wrong.astype(np.float64)
    sizes = np.ones_like(sums)
    for axis, cells in enumerate(CELLS):
        length = wrong.shape[axis]
        starts = np.arange(min(cells, length)) * length // min(cells, length)
        sums = np.add.reduceat(sums, starts, axis=axis)
        sizes = np.add.reduceat(sizes, starts, axis=axis)
    return tuple(tuple(map(float, row)) for row in sums / sizes)


def first_step(wrong: np.ndarray, axis: int) -> tuple[int, int]:
    """Return the first index along an axis at which anything is wrong, and how many there are."""
    line = wrong.any(axis=_others(wrong, axis % wrong.ndim))
    return int(np.argmax(line)), int(line.size)


def _others(wrong: np.ndarray, axis: int) -> tuple[int, ...]:
    return tuple(other for other in range(wrong.ndim) if other != axis)


def _number(x: Any) -> Number | str:
    if isinstance(x, np.complexfloating):
        return str(complex(x))
    return x.item()  # type: ignore[no-any-return]
