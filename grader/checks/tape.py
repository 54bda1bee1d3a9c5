"""Recordings of the reference: what reached a check from its side, and the inputs that caused it.

A check faces the student's worker on one side and always a recording on the other. In the
instructor's tree the recording is made just before, by running the check with the solution in both
places (which proves the reference passes); in a released tree it was made by `grade release`.
So both trees judge by the same code, and a reference is computed once per case.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.isolation import Ref

from .errors import CheckError, Stale

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .context import Side

SAMPLES = 16
SLACK = 64  # machine epsilons: another libm or another summation order, never another input


@dataclass
class Event:
    """One operation on the reference: what it was, its inputs' fingerprint, and its answer."""

    operation: str
    inputs: Any
    callbacks: list[tuple[int, list[Any]]] = field(default_factory=list)
    answer: Any = None


Tape = list[Event]


class Recorder:
    """A side that passes everything to a worker and writes down what came back."""

    def __init__(self, worker: Side) -> None:
        self._worker = worker
        self.tape: Tape = []

    @property
    def kernels(self) -> object:
        """The log of what the worker's kernels did, if it has one."""
        return getattr(self._worker, "kernels", None)

    def call(self, target: Ref, args: Sequence[object], kwargs: Mapping[str, object]) -> object:
        """Call and record."""
        event, (args, kwargs) = self._begin("call", [target, *args], kwargs, skip=1)
        event.answer = self._worker.call(target, args, kwargs)
        return event.answer

    def operate(self, name: str, args: Sequence[object]) -> Ref:
        """Operate and record."""
        event, (args, _) = self._begin(f"operate {name}", args, {})
        event.answer = ref = self._worker.operate(name, args)
        return ref

    def value(self, ref: Ref) -> object:
        """Fetch and record."""
        event, _ = self._begin("value", [ref], {})
        event.answer = self._worker.value(ref)
        return event.answer

    def put(self, x: object) -> Ref:
        """Put and record."""
        event, _ = self._begin("put", [x], {})
        event.answer = ref = self._worker.put(x)
        return ref

    def drive(
        self, text: str, name: str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> object:
        """Drive and record."""
        event, (args, kwargs) = self._begin(f"drive {name}", args, kwargs)
        event.answer = self._worker.drive(text, name, args, kwargs)
        return event.answer

    def _begin(
        self, operation: str, args: Sequence[object], kwargs: Mapping[str, object], skip: int = 0
    ) -> tuple[Event, tuple[list[object], dict[str, object]]]:
        event = Event(operation, fingerprint([list(args), dict(kwargs)]))
        self.tape.append(event)
        watched = [_watched(event, n, x) for n, x in enumerate(_functions(args, kwargs))]
        replaced = iter(watched)
        return event, (
            [next(replaced) if callable(x) else x for x in args][skip:],
            {key: next(replaced) if callable(x) else x for key, x in kwargs.items()},
        )


class Player:
    """A side that answers from a recording, once the inputs were found to be the recorded ones."""

    def __init__(self, tape: Tape, versions: Mapping[str, str]) -> None:
        self._tape = iter(tape)
        self._versions = versions

    def call(self, target: Ref, args: Sequence[object], kwargs: Mapping[str, object]) -> object:
        """Answer the recorded call."""
        return self._next("call", [target, *args], kwargs)

    def operate(self, name: str, args: Sequence[object]) -> Ref:
        """Answer with the recorded handle."""
        return self._next(f"operate {name}", args, {})  # type: ignore[no-any-return]

    def value(self, ref: Ref) -> object:
        """Answer with the recorded value."""
        return self._next("value", [ref], {})

    def put(self, x: object) -> Ref:
        """Answer with the recorded handle."""
        return self._next("put", [x], {})  # type: ignore[no-any-return]

    def drive(
        self, text: str, name: str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> object:
        """Answer with what the driver returned; its text may have changed, its inputs not."""
        del text
        return self._next(f"drive {name}", args, kwargs)

    def _next(self, operation: str, args: Sequence[object], kwargs: Mapping[str, object]) -> Any:
        event = next(self._tape, None)
        inputs = [list(args), dict(kwargs)]
        if event is None or event.operation != operation or not same(event.inputs, inputs):
            raise Stale(self._versions)
        functions = _functions(args, kwargs)
        for position, arguments in event.callbacks:
            functions[position](*_copied(arguments))
        return _copied(event.answer)


def _functions(args: Sequence[object], kwargs: Mapping[str, object]) -> list[Callable[..., object]]:
    return [x for x in (*args, *kwargs.values()) if callable(x)]


def _watched(event: Event, position: int, function: Callable[..., object]) -> Callable[..., object]:
    def watch(*args: object) -> object:
        event.callbacks.append((position, [_copied(x) for x in args]))
        return function(*args)

    return watch


def _copied(x: Any) -> Any:
    """Copy arrays, so that a check that writes into what it got cannot change the recording."""
    if isinstance(x, np.ndarray):
        return x.copy(order="K")
    if isinstance(x, list | tuple):
        return type(x)([_copied(item) for item in x])
    if isinstance(x, dict):
        return {key: _copied(item) for key, item in x.items()}
    return x.clone() if _is_tensor(x) else x


def fingerprint(x: Any) -> Any:
    """Return what is kept of an input: of an array shape, dtype and 16 of its values.

    Made of plain values only, so that it can be sealed; see `same`.
    """
    if isinstance(x, Ref):
        return {"ref": x.id}
    if isinstance(x, np.ndarray) or _is_tensor(x):
        return {
            "array": str(x.dtype),
            "shape": list(x.shape),
            "samples": _samples(x),
        }
    if isinstance(x, np.generic):
        return fingerprint(x.item())
    if isinstance(x, list | tuple):
        return [fingerprint(item) for item in x]
    if isinstance(x, dict):
        return {"dict": [[key, fingerprint(item)] for key, item in x.items()]}
    if isinstance(x, np.random.Generator):
        return {"generator": type(x.bit_generator).__name__}
    if callable(x) and not isinstance(x, type):
        return {"function": True}
    if x is None or isinstance(x, bool | int | float | complex | str | bytes):
        return x
    if x is Ellipsis or isinstance(x, slice | range | type | np.dtype):
        return str(x)
    raise CheckError(f"`reference` was given a {type(x).__name__}, which cannot be recorded")


def same(recorded: Any, x: Any) -> bool:
    """Tell whether an input is the one a fingerprint was taken of, up to 64 machine epsilons."""
    return _alike(recorded, fingerprint(x), _epsilon("float64"))


def _alike(a: Any, b: Any, epsilon: float) -> bool:
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(_alike(x, y, epsilon) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        if "array" in a:
            epsilon = _epsilon(a["array"])
        return a.keys() == b.keys() and all(_alike(a[key], b[key], epsilon) for key in a)
    if isinstance(a, float) and isinstance(b, float):
        both_nan = math.isnan(a) and math.isnan(b)
        return a == b or both_nan or abs(a - b) <= SLACK * epsilon * abs(a)
    return type(a) is type(b) and bool(a == b)


def _epsilon(dtype: str) -> float:
    name = dtype.removeprefix("torch.")
    if name == "bfloat16":
        return 2.0**-7
    known = name.startswith(("float", "complex"))
    return float(np.finfo(name if known else "float64").eps)


def _samples(x: Any) -> list[Any]:
    flat = x.reshape(-1)
    values: list[Any] = flat[_positions(len(flat))].tolist() if len(flat) else []
    return values


@cache
def _positions(size: int) -> np.ndarray:
    """Return which values of so many are kept."""
    return np.unique(np.linspace(0, size - 1, SAMPLES).round().astype(int))


def _is_tensor(x: object) -> bool:
    return type(x).__module__ == "torch" and type(x).__name__ in ("Tensor", "Parameter")
