"""Functions along an axis of an argument: is the result one of them?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from .comparing import differing

if TYPE_CHECKING:
    from .observation import Observation

Axis: TypeAlias = int | None  # None: over everything
Function: TypeAlias = Callable[[np.ndarray], np.ndarray]
PLACES = 6
LARGEST_ARGUMENT = 1 << 21
LARGEST = 1 << 16  # values that may be looked at for a first glance


def _softmax(x: np.ndarray) -> np.ndarray:
    powers = np.exp(x - x.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)  # type: ignore[no-any-return]


def _logsumexp(x: np.ndarray) -> np.ndarray:
    largest = x.max(-1, keepdims=True)
    return (np.log(np.exp(x - largest).sum(-1, keepdims=True)) + largest)[..., 0]  # type: ignore[no-any-return]


# (rows, n) -> (rows,)
FOLDS: dict[str, Function] = {
    "the sum": lambda x: x.sum(-1),
    "the mean": lambda x: x.mean(-1),
    "the max": lambda x: x.max(-1),
    "the min": lambda x: x.min(-1),
    "the product": lambda x: x.prod(-1),
    "the argmax": lambda x: x.argmax(-1).astype(float),
    "the argmin": lambda x: x.argmin(-1).astype(float),
    "the sum of squares": lambda x: (x * x).sum(-1),
    "the mean of squares": lambda x: (x * x).mean(-1),
    "the norm": lambda x: np.sqrt((x * x).sum(-1)),
    "the variance": lambda x: x.var(-1),
    "the standard deviation": lambda x: x.std(-1),
    "the median": lambda x: np.median(x, -1),
    "the logsumexp": _logsumexp,
}
# (rows, n) -> (rows, n)
MAPS: dict[str, Function] = {
    "the softmax": _softmax,
    "the log of the softmax": lambda x: x - _logsumexp(x)[..., None],
    "division by the sum": lambda x: x / x.sum(-1, keepdims=True),
    "division by the norm": lambda x: x / np.sqrt((x * x).sum(-1, keepdims=True)),
    "subtraction of the mean": lambda x: x - x.mean(-1, keepdims=True),
    "subtraction of the maximum": lambda x: x - x.max(-1, keepdims=True),
    "standardization": lambda x: (x - x.mean(-1, keepdims=True)) / x.std(-1, keepdims=True),
    "the cumulative sum": lambda x: x.cumsum(-1),
    "the cumulative product": lambda x: x.cumprod(-1),
    "the sorted values": lambda x: np.sort(x, -1),
    "the sorting order": lambda x: np.argsort(x, -1, kind="stable").astype(float),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A side of all observations read as `function` of an argument; per observation, which axis."""

    argument: str
    function: str
    axis: int | str  # a number, "all", or the name of the argument that holds it
    resolved: tuple[Axis, ...]


def arguments(seen: Sequence[Observation], least: int) -> list[str]:
    """The arguments that are real arrays of at least that many axes in every observation."""
    return [
        name
        for name in seen[0].arrays
        if all(name in each.arrays and _usable(each.arrays[name], least) for each in seen)
    ]


def _usable(x: np.ndarray, least: int) -> bool:
    return x.ndim >= least and x.dtype.kind != "c" and x.size <= LARGEST_ARGUMENT


def readings(
    seen: Sequence[Observation], side: Literal["got", "expected"], names: Iterable[str]
) -> list[Reading]:
    """All ways to read one side as a function along an axis; one of equal ones."""
    found: dict[tuple[object, ...], Reading] = {}
    for name in dict.fromkeys(names):
        for axis in _axes(seen[0], name):
            resolved = [_resolved(each, name, axis) for each in seen]
            at = tuple(each for each in resolved if not isinstance(each, str))
            if len(at) < len(seen):
                continue
            for function in (*FOLDS, *MAPS):
                key = (name, function, at)
                if key not in found and _reads(seen, side, key):
                    found[key] = Reading(name, function, axis, at)
    return list(found.values())


def _reads(seen: Sequence[Observation], side: str, how: tuple[str, str, tuple[Axis, ...]]) -> bool:
    """True when that function of that argument is what is there: at a few places, then at all."""
    name, function, axes = how
    return all(
        _is(each, side, name, function, axis, glance=glance)
        for glance in (True, False)
        for each, axis in zip(seen, axes, strict=True)
    )


def _axes(seen: Observation, name: str) -> Iterator[int | str]:
    dimensions = seen.arrays[name].ndim
    yield from range(dimensions)
    yield from range(-1, -dimensions - 1, -1)
    yield "all"
    yield from (other for other, x in seen.arguments.items() if isinstance(x, int))


def _resolved(seen: Observation, name: str, axis: int | str) -> Axis | Literal["none"]:
    """The axis as a number, None for the whole, "none" where there is no such axis."""
    dimensions = seen.arrays[name].ndim
    number = seen.arguments.get(axis) if isinstance(axis, str) else axis
    if axis == "all" or (number is None and axis in seen.arguments):
        return None
    if not isinstance(number, int) or not -dimensions <= number < dimensions:
        return "none"
    return None if dimensions == 1 else number % dimensions


def _is(
    seen: Observation, side: str, name: str, function: str, axis: Axis, *, glance: bool
) -> bool:
    x, target = seen.arrays[name], seen.result if side == "got" else seen.truth
    if not x.ndim or not x.size or not target.size:
        return False
    moved = _last(x, axis)
    if function in FOLDS:
        at = range(x.ndim) if axis is None else (axis,)
        kept = tuple(1 if i in at else n for i, n in enumerate(x.shape))
        removed = tuple(n for i, n in enumerate(x.shape) if i not in at)
        if target.shape not in {kept, removed}:
            return False
        wanted = target.reshape(moved.shape[:-1])
    elif target.shape != x.shape:
        return False
    else:
        wanted = _last(target, axis)
    rows = _rows(moved.shape) if glance else None
    if rows is not None:
        moved, wanted = moved[rows], wanted[rows]
    made = (FOLDS.get(function) or MAPS[function])(moved.astype(np.float64, copy=False))
    allowed = np.asarray(np.max(seen.allowed, initial=0.0))
    return not differing(made, wanted, allowed * (seen.stretch if side == "got" else 1.0)).any()


def _last(x: np.ndarray, axis: Axis) -> np.ndarray:
    return x.reshape(1, -1) if axis is None else np.moveaxis(x, axis, -1)


def _rows(shape: tuple[int, ...]) -> tuple[np.ndarray, ...] | None:
    """A few rows of an array that is too large to be looked at as a whole."""
    count = int(np.prod(shape[:-1]))
    few = max(1, min(PLACES, LARGEST // max(1, shape[-1])))
    if count <= few:
        return None
    return np.unravel_index(np.linspace(0, count - 1, few).astype(int), shape[:-1])
