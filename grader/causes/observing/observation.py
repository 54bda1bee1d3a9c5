"""One observation: what came back, what was expected, from which arguments."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from grader.checks.tolerance import derived

from .comparing import PICKED, Picks, differing, picked, same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Kind: TypeAlias = Literal[
    "right", "type", "length", "shape", "dtype", "finite", "values", "exact", "unchanged"
]
FLOATS = {"bfloat16": 2.0**-7}  # what NumPy has no name for


@dataclass(frozen=True, eq=False)
class Value:
    """A plain value: its type, dtype and shape; float64 or complex128 numbers where it has any."""

    type: str  # ndarray, Tensor, list, tuple, float, NoneType, ...
    dtype: str = ""  # empty for what is no number
    array: np.ndarray | None = None
    items: tuple[Value, ...] = ()  # of a list or tuple that is no array of numbers
    text: str = ""  # of a string

    @classmethod
    def of(cls, x: object) -> Value:
        """Look at a plain value."""
        kind = type(x).__name__
        if isinstance(x, list | tuple):
            try:
                array = _numbers(np.asarray(x))
            except ValueError:  # ragged
                array = None
            if array is not None and not any(isinstance(item, np.ndarray) for item in x):
                return cls(kind, str(np.asarray(x).dtype), array)
            return cls(kind, items=tuple(cls.of(item) for item in x))
        if type(x).__module__ == "torch" and hasattr(x, "detach"):
            tensor: Any = x
            wide = tensor.detach()
            if tensor.dtype.is_floating_point:
                wide = wide.double()
            return cls(kind, str(tensor.dtype).removeprefix("torch."), _numbers(wide.numpy()))
        if isinstance(x, int) and not -(2**63) <= x < 2**63:
            return cls(kind, "int")
        if isinstance(x, np.ndarray | np.generic | bool | int | float | complex):
            raw = np.asarray(x)
            return cls(kind, str(raw.dtype), _numbers(raw))
        return cls(kind, text=x if isinstance(x, str) else "")


@dataclass(frozen=True, eq=False)
class Observation:
    """One comparison of a check: `got` against `expected`, with all that is known about it."""

    name: str  # which part of the result: `result`, `result[1]`
    kind: Kind  # how they differ, `right` where they do not
    got: Value
    expected: Value
    allowed: np.ndarray  # the largest error accepted, broadcastable to expected
    arguments: Mapping[str, object] = field(default_factory=dict)  # of the call, by parameter
    inputs: Mapping[str, object] = field(default_factory=dict)  # of the case: rows=3, seed=0

    @cached_property
    def pair(self) -> tuple[np.ndarray, np.ndarray] | None:
        """Got and expected as numbers, None where one of them has none."""
        if self.got.array is None or self.expected.array is None:
            return None
        return self.got.array, self.expected.array

    @property
    def result(self) -> np.ndarray:
        """Got as numbers; TypeError where it has none."""
        return _array(self.got)

    @property
    def truth(self) -> np.ndarray:
        """Expected as numbers; TypeError where it has none."""
        return _array(self.expected)

    @cached_property
    def wrong(self) -> np.ndarray:
        """Where got differs; everywhere, in the shape of expected, where the shapes do."""
        if self.pair is None:
            return np.zeros((), bool)
        got, expected = self.pair
        if got.shape != expected.shape:
            return np.ones(expected.shape, bool)
        return differing(got, expected, self.allowed)

    @cached_property
    def picks(self) -> Picks:
        """A few places of the expected array, half of them wrong."""
        return picked(self.wrong.shape, self.wrong)

    def restores(self, undone: np.ndarray | None) -> bool:
        """True when a result with its supposed mistake undone is the expected one, everywhere."""
        if undone is None or self.pair is None:
            return False
        return same(undone, self.pair[1], self.allowed, self.picks)

    def reproduces(self, predicted: np.ndarray | None) -> bool:
        """True when a supposed mistake, made on the expected result or the inputs, gives got."""
        if predicted is None or self.pair is None:
            return False
        got, expected = self.pair
        picks = self.picks if got.shape == expected.shape else picked(got.shape)
        return same(predicted, got, self.allowed * self.stretch, picks)

    def each(
        self, function: Callable[[np.ndarray], np.ndarray], of: Literal["got", "expected"] = "got"
    ) -> np.ndarray | None:
        """A function of each value of one side; None where a glance at the other refutes it."""
        if self.pair is None or self.pair[0].shape != self.pair[1].shape:
            return None
        mine, theirs = self.pair if of == "got" else self.pair[::-1]
        allowed = np.broadcast_to(self.allowed, theirs.shape)[self.picks] * self.stretch
        if differing(function(mine[self.picks]), theirs[self.picks], allowed).any():
            return None
        return np.asarray(function(mine))

    @cached_property
    def stretch(self) -> float:
        """How much larger got is than expected, at least 1."""
        # A mistake may work with larger numbers than the right answer, and rounds more coarsely.
        if self.pair is None:
            return 1.0
        got, expected = (_largest(x) for x in self.pair)
        return max(1.0, got / expected) if expected else 1.0

    @cached_property
    def arrays(self) -> dict[str, np.ndarray]:
        """The arguments that are arrays of numbers, of any numeric dtype."""
        found = {}
        for name, x in self.arguments.items():
            if isinstance(x, np.ndarray) and x.dtype.kind in "biufc":
                found[name] = x
            elif isinstance(x, list | tuple) or type(x).__module__ == "torch":
                array = Value.of(x).array
                if array is not None and array.ndim:
                    found[name] = array
        return found


def observe(
    name: str,
    got: object,
    expected: object,
    *,
    allowed: np.ndarray | float | None = None,
    kind: Kind | None = None,
    arguments: Mapping[str, object] | None = None,
    inputs: Mapping[str, object] | None = None,
) -> Observation:
    """Make an observation from plain values.

    Without `allowed` the tolerance is derived from dtype and scale as `near` does; without `kind`
    it is found in the order type, shape, dtype, values. Only the caller knows `unchanged`.
    """
    mine, theirs = Value.of(got), Value.of(expected)
    if allowed is None:
        allowed = _allowed(theirs)
    made = Observation(
        name, "right", mine, theirs, np.asarray(allowed, float), arguments or {}, inputs or {}
    )
    return Observation(
        name, kind or _kind(made), mine, theirs, made.allowed, made.arguments, made.inputs
    )


def _largest(x: np.ndarray) -> float:
    """The largest finite magnitude, of some values of a large array."""
    x = x[picked(x.shape)] if x.size > 4 * PICKED else x
    return float(np.max(np.abs(x[np.isfinite(x)]), initial=0.0))


def _array(x: Value) -> np.ndarray:
    if x.array is None:
        raise TypeError(f"a {x.type} is no array of numbers")
    return x.array


def _allowed(expected: Value) -> np.ndarray:
    kind = expected.dtype.rstrip("0123456789")
    if expected.array is None or kind not in {"float", "complex", "bfloat"}:
        return np.asarray(0.0)
    eps = FLOATS.get(expected.dtype) or float(np.finfo(expected.dtype).eps)
    return derived(expected.array, eps, expected.dtype, 1, None).allowed


def _kind(seen: Observation) -> Kind:
    got, expected = seen.got, seen.expected
    containers = {"ndarray", "Tensor", "list", "tuple", "NoneType", "str"}
    if seen.pair is None or (got.type != expected.type and {got.type, expected.type} & containers):
        return "type"
    if seen.pair[0].shape != seen.pair[1].shape:
        return "shape"
    if got.type in containers and got.dtype != expected.dtype:
        return "dtype"
    if not seen.wrong.any():
        return "right"
    finite = np.isfinite(seen.pair[0]) | ~np.isfinite(seen.pair[1])
    return "values" if finite.all() else "finite"


def _numbers(x: np.ndarray) -> np.ndarray | None:
    if x.dtype.kind not in "biufc":
        return None
    return x.astype(np.complex128 if x.dtype.kind == "c" else np.float64)
