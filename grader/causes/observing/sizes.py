"""Lengths with names: what a factor such as 1/n may be made of."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .observation import Observation

# ("x", 0): the length of axis 0 of `x`; ("x", "folded"): how many values of `x` went into each
# value of the result; ("x", "all"): its number of values; ("d", None): the number `d` itself.
Size: TypeAlias = tuple[str, int | str | None]


def shared(seen: Sequence[Observation]) -> dict[Size, tuple[int, ...]]:
    """The sizes that exist in every observation; of those that are always equal, the first."""
    tables = [dict(_sizes(each)) for each in seen]
    found: dict[tuple[int, ...], Size] = {}
    for size in tables[0] if tables else ():
        if all(size in table for table in tables):
            found.setdefault(tuple(table[size] for table in tables), size)
    return {size: lengths for lengths, size in found.items()}


def length(seen: Observation, size: Size) -> int:
    """How long a shared size is in one observation."""
    return dict(_sizes(seen))[size]


def folded(seen: Observation) -> Iterator[tuple[str, int]]:
    """The arguments that reduce to the result by some axes; how many values went into each."""
    result = seen.wrong.shape
    for name, x in seen.arrays.items():
        if x.shape != result and x.size and reduces(x.shape, result):
            yield name, x.size // max(1, math.prod(result))


def reduces(shape: tuple[int, ...], result: tuple[int, ...]) -> bool:
    """True when `result` is `shape` with some axes removed, or kept with length 1."""
    if len(shape) > 6:
        return False
    if len(result) == len(shape):
        return all(after in {1, before} for before, after in zip(shape, result, strict=True))
    kept = itertools.combinations(shape, len(result))
    return any(each == result for each in kept)


def _sizes(seen: Observation) -> Iterator[tuple[Size, int]]:
    folds = dict(folded(seen))
    for name, count in folds.items():
        yield (name, "folded"), count
    for name, x in seen.arrays.items():
        for axis, length in enumerate(x.shape):
            yield (name, axis), length
    for axis, length in enumerate(seen.wrong.shape):
        yield ("result", axis), length
    for name, number in (*seen.arguments.items(), *seen.inputs.items()):
        if isinstance(number, int) and 1 <= number <= 10**9 and name != "seed":
            yield (name, None), int(number)
    for name, x in seen.arrays.items():
        yield (name, "all"), x.size
