"""Functions along an axis of an argument: is the result one of them?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from .comparing import differing

if TYPE_CHECKING:
    from grader.causes.core.evidence import Evidence

    from .observation import Observation

Axis: TypeAlias = int | None  # None: over everything
Function: TypeAlias = Callable[[np.ndarray], np.ndarray]
PLACES = 6
LARGEST_ARGUMENT = 1 << 21
LARGEST = 1 << 16  # values that may be looked at for a first glance
CORNER = 16
SLOW = ("the median", "the logsumexp", "the sorting order", "the sorted values")


def _softmax(x: np.ndarray) -> np.ndarray:
    powers = x - x.max(-1, keepdims=True)
    np.exp(powers, out=powers)
    powers /= powers.sum(-1, keepdims=True)
    return powers  # type: ignore[no-any-return]


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


def _likely(x: np.ndarray, y: np.ndarray) -> bool:
    return bool(np.allclose(x, y, rtol=1e-3, atol=1e-3 * _scale(y), equal_nan=True))


def _scale(x: np.ndarray) -> float:
    return float(np.max(np.abs(x[np.isfinite(x)]), initial=0.0))


def _shares(x: np.ndarray) -> np.ndarray:
    return np.asarray(x / x.sum(-1, keepdims=True))


def _steps(x: np.ndarray) -> np.ndarray:
    return np.asarray(x - x[..., :1])


# What holds for any few neighbors of a row, whatever the rest: refutes most functions at once.
LIKELY: dict[str, Callable[[np.ndarray, np.ndarray], bool]] = {
    "the softmax": lambda x, y: _likely(_softmax(x), _shares(y)),
    "the log of the softmax": lambda x, y: _likely(_steps(x), _steps(y)),
    "division by the sum": lambda x, y: _likely(x * y[..., :1], y * x[..., :1]),
    "division by the norm": lambda x, y: _likely(x * y[..., :1], y * x[..., :1]),
    "subtraction of the mean": lambda x, y: _likely(_steps(x), _steps(y)),
    "subtraction of the maximum": lambda x, y: _likely(_steps(x), _steps(y)),
    "standardization": lambda x, y: (
        x.shape[-1] < 2 or _likely(_steps(x) * _steps(y)[..., 1:2], _steps(y) * _steps(x)[..., 1:2])
    ),
    "the cumulative sum": lambda x, y: _likely(np.diff(y), x[..., 1:]),
    "the cumulative product": lambda x, y: _likely(y[..., :-1] * x[..., 1:], y[..., 1:]),
    "the sorted values": lambda _, y: bool((np.diff(y) >= 0).all()),
    "the sorting order": lambda _, y: bool(((y == np.rint(y)) & (y >= 0)).all()),
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
    evidence: Evidence, side: Literal["got", "expected"], names: Iterable[str]
) -> list[Reading]:
    """The ways to read one side as a function along an axis, at a glance; one of equal ones."""
    wanted = tuple(dict.fromkeys(names))
    key = ("readings", side, wanted)
    if key not in evidence.notes:
        evidence.notes[key] = [
            reading for name in wanted for reading in _readings(evidence.seen, side, name)
        ]
    return list(evidence.notes[key])


def confirmed(evidence: Evidence, side: Literal["got", "expected"], reading: Reading) -> bool:
    """True when a reading holds everywhere."""
    way = "fold" if reading.function in FOLDS else "map"
    rows = [
        _rows(seen, reading.argument, axis, side, way)
        for seen, axis in zip(evidence.seen, reading.resolved, strict=True)
    ]
    return all(each is not None and each.reads(reading.function, glance=False) for each in rows)


def _readings(seen: Sequence[Observation], side: str, name: str) -> Iterator[Reading]:
    tried = set()
    small_first = sorted(range(len(seen)), key=lambda place: seen[place].arrays[name].size)
    for axis in _axes(seen[0], name):
        resolved = [_resolved(each, name, axis) for each in seen]
        at = tuple(each for each in resolved if not isinstance(each, str))
        if len(at) < len(seen) or at in tried:
            continue
        tried.add(at)
        for way, functions in (("fold", FOLDS), ("map", MAPS)):
            pairs = [_rows(seen[place], name, at[place], side, way) for place in small_first]
            rows = [pair for pair in pairs if pair is not None]
            for function in functions if len(rows) == len(seen) else ():
                if all(each.reads(function, glance=True) for each in rows):
                    yield Reading(name, function, axis, at)


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


@dataclass(frozen=True, eq=False)
class _Rows:
    """An argument with the axis last, (..., n), and a side in the shape its function gives."""

    x: np.ndarray
    wanted: np.ndarray
    allowed: float

    def reads(self, function: str, *, glance: bool) -> bool:
        """True when the function gives what is wanted: at a glance, or everywhere."""
        if function in SLOW and self.x.shape[-1] > LARGEST:
            return False
        if function in MAPS:
            x, y = (_corner(side) for side in (self.x, self.wanted))
            if not LIKELY[function](x, y) or _likely(x, y):  # nothing done is no function
                return False
        made = (FOLDS.get(function) or MAPS[function])(
            self._cut(self.x, glance).astype(np.float64, copy=False)
        )
        wanted = self._cut(self.wanted, glance)
        return not differing(made, wanted, np.asarray(self.allowed)).any()

    def _cut(self, side: np.ndarray, glance: bool) -> np.ndarray:
        """A few of many rows."""
        shape = self.x.shape
        count = int(np.prod(shape[:-1]))
        few = max(1, min(PLACES, LARGEST // max(1, shape[-1])))
        if not glance or count <= few:
            return side
        some = np.linspace(0, count - 1, few).astype(int)
        return np.asarray(side[np.unravel_index(some, shape[:-1])])


def _corner(x: np.ndarray) -> np.ndarray:
    """The first values of the first rows, in float64."""
    some = (*(slice(0, 2) for _ in x.shape[:-1]), slice(0, CORNER))
    return x[some].astype(np.float64)


def _rows(seen: Observation, name: str, axis: Axis, side: str, way: str) -> _Rows | None:
    """An argument and a side, laid out along an axis; None where their shapes rule it out."""
    x, target = seen.arrays[name], seen.result if side == "got" else seen.truth
    if not x.size or not target.size or target.dtype.kind == "c":
        return None
    allowed = float(np.max(seen.allowed, initial=0.0)) * (seen.stretch if side == "got" else 1.0)
    moved = _last(x, axis)
    if way == "map":
        return _Rows(moved, _last(target, axis), allowed) if target.shape == x.shape else None
    at = range(x.ndim) if axis is None else (axis,)
    kept = tuple(1 if i in at else n for i, n in enumerate(x.shape))
    removed = tuple(n for i, n in enumerate(x.shape) if i not in at)
    if target.shape not in {kept, removed}:
        return None
    return _Rows(moved, target.reshape(moved.shape[:-1]), allowed)


def _last(x: np.ndarray, axis: Axis) -> np.ndarray:
    return x.reshape(1, -1) if axis is None else np.moveaxis(x, axis, -1)
