"""The arrays of a ladder: inputs drawn from one seed, outputs poisoned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .expressions import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .reading import Array, Ladder

Values = dict[str, np.ndarray[Any, Any]]


def inputs(ladder: Ladder, sizes: Mapping[str, int], seed: int = 0) -> Values:
    """The inputs of a ladder by name, the same for the same seed."""
    rng = np.random.default_rng(seed)
    return {array.name: _drawn(array, sizes, rng) for array in ladder.inputs}


def _drawn(
    array: Array, sizes: Mapping[str, int], rng: np.random.Generator
) -> np.ndarray[Any, Any]:
    shape = tuple(value(side, sizes) for side in array.shape)
    if array.values == "normal":
        return rng.normal(array.mean, array.spread, shape).astype(array.dtype)
    if array.values == "integers":
        return rng.integers(array.low, array.high, shape).astype(array.dtype)
    raise ValueError(f"{array.name}: values are normal or integers, not {array.values!r}")


def blank(array: Array, sizes: Mapping[str, int]) -> np.ndarray[Any, Any]:
    """An array nobody wrote to: zeros where a rung asks for them, else NaN or all bits set."""
    shape = tuple(value(side, sizes) for side in array.shape)
    if array.zeroed:
        return np.zeros(shape, array.dtype)
    made = np.empty(shape, array.dtype)
    made.view("uint8" if made.ndim else made.dtype).fill(0xFF)
    return made
