"""Functions along an axis of an argument: is the result one of them?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from .comparing import differing
from .observation import Observation

Axis: TypeAlias = int | None  # None: over everything
Function: TypeAlias = Callable[[np.ndarray], np.ndarray]
PLACES = 6
LARGEST = 1 << 16  # values that may be looked at for a first glance


def _softmax(x: np.ndarray) -> np.ndarray:
    powers = np.exp(x - x.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)  # type: ignore[no-any-return]


def _logsumexp(x: np.ndarray) -> np.ndarray:
    largest = x.max(-1, keepdims=True)
    return (np.log(np.exp(x - largest).sum(-1, keepdims=True)) + largest)[..., 0]  # type: ignore[no-any-return]


# (rows, n) -> (rows,)
FOLDS: dict[str, Function] = {
    "sum": lambda x: x.sum(-1),
    "mean": lambda x: x.mean(-1),
    "max": lambda x: x.max(-1),
    "min": lambda x: x.min(-1),
    "product": lambda x: x.prod(-1),
    "argmax": lambda x: x.argmax(-1).astype(float),
    "argmin": lambda x: x.argmin(-1).astype(float),
    "sum of squares": lambda x: (x * x).sum(-1),
    "mean of squares": lambda x: (x * x).mean(-1),
    "norm": lambda x: np.sqrt((x * x).sum(-1)),
    "variance": lambda x: x.var(-1),
    "standard deviation": lambda x: x.std(-1),
    "median": lambda x: np.median(x, -1),
    "logsumexp": _logsumexp,
}
# (rows, n) -> (rows, n)
MAPS: dict[str, Function] = {
    "softmax": _softmax,
    "log_softmax": lambda x: x - _logsumexp(x)[..., None],
    "division by the sum": lambda x: x / x.sum(-1, keepdims=True),
    "division by the norm": lambda x: x / np.sqrt((x * x).sum(-1, keepdims=True)),
    "subtraction of the mean": lambda x: x - x.mean(-1, keepdims=True),
    "subtraction of the maximum": lambda x: x - x.max(-1, keepdims=True),
    "standardization": lambda x: (x - x.mean(-1, keepdims=True)) / x.std(-1, keepdims=True),
    "cumulative sum": lambda x: x.cumsum(-1),
    "cumulative product": lambda x: x.cumprod(-1),
    "sorting": lambda x: np.sort(x, -1),
    "argsort": lambda x: np.argsort(x, -1, kind="stable").astype(float),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A side of all observations read as `function` of an argument; per observation, which axis."""

    argument: str
    function: str
    axis: int | str  # a number, "all", or the name of the argument that holds it
    resolved: tuple[Axis, ...]


def readings(
    seen: Sequence[Observation], side: Literal["got", "expected"], arguments: Sequence[str]
) -> list[Reading]:
    """All ways to read one side as a function along an axis; one of equal ones."""
    found: dict[tuple[object, ...], Reading] = {}
    first = min(seen, key=lambda each: each.wrong.size)
    for name in arguments:
        for axis in _axes(first, name):
            for function in (*FOLDS, *MAPS):
                resolved = tuple(_resolved(each, name, axis) for each in seen)
                key = (name, function, resolved)
                if key in found or any(each is ... for each in resolved):
                    continue
                pairs = list(zip(seen, resolved, strict=True))
                if all(_is(e, side, name, function, at, glance=True) for e, at in pairs) and all(
                    _is(e, side, name, function, at, glance=False) for e, at in pairs
                ):
                    found[key] = Reading(name, function, axis, resolved)  # type: ignore[arg-type]
    return list(found.values())


def _axes(seen: Observation, name: str) -> Iterator[int | str]:
    dimensions = seen.arrays[name].ndim
    yield from range(dimensions)
    yield from range(-1, -dimensions - 1, -1)
    yield "all"
    yield from (other for other, x in seen.arguments.items() if type(x) is int)


def _resolved(seen: Observation, name: str, axis: int | str) -> object:
    """The axis as a number, None for all of a vector or array, `...` where there is none."""
    x = seen.arrays.get(name)
    if x is None:
        return ...
    number = seen.arguments.get(axis) if isinstance(axis, str) else axis
    if axis == "all" or (number is None and axis in seen.arguments):
        return None
    if type(number) is not int or not -x.ndim <= number < x.ndim:
        return ...
    return None if x.ndim == 1 else number % x.ndim


def _is(
    seen: Observation, side: str, name: str, function: str, axis: object, *, glance: bool
) -> bool:
    if seen.pair is None:
        return False
    target = seen.pair[0] if side == "got" else seen.pair[1]
    x = seen.arrays[name]
    if x.ndim == 0 or x.size == 0 or not target.size or x.dtype.kind == "c":
        return False
    moved = x.reshape(1, -1) if axis is None else np.moveaxis(x, int(axis), -1)  # type: ignore[call-overload]
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
        wanted = target.reshape(1, -1) if axis is None else np.moveaxis(target, int(axis), -1)  # type: ignore[call-overload]
    rows = _rows(moved.shape) if glance else None
    if rows is not None:
        moved, wanted = moved[rows], wanted[rows]
    made = {**FOLDS, **MAPS}[function](moved.astype(np.float64, copy=False))
    allowed = np.asarray(np.max(seen.allowed, initial=0.0))
    return not differing(made, wanted, allowed * (seen.stretch if side == "got" else 1.0)).any()


def _rows(shape: tuple[int, ...]) -> tuple[np.ndarray, ...] | None:
    """A few rows of an array that is too large to be looked at as a whole."""
    count = int(np.prod(shape[:-1]))
    few = max(1, min(PLACES, LARGEST // max(1, shape[-1])))
    if count <= few:
        return None
    return np.unravel_index(np.linspace(0, count - 1, few).astype(int), shape[:-1])
