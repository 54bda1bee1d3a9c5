"""Known mistakes of an exercise, and whether what came back is what one of them gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grader.results import Reason

from .comparing import differing
from .observation import Observation, Value

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, eq=False)
class Sample:
    """Some values of an output that was recorded elsewhere: a mistake's, in a released tree."""

    shape: tuple[int, ...]
    dtype: str
    positions: np.ndarray  # flat
    values: np.ndarray


@dataclass(frozen=True, slots=True)
class Known:
    """A known mistake and what it gives on each observation: a plain value or a Sample.

    `...` stands for an output that nothing can equal: the mistake raised, or gave a handle.
    """

    id: str
    says: str
    outputs: Sequence[object]

    @property
    def reason(self) -> Reason:
        """The mistake as a cause."""
        return Reason("mistake", {"mistake": self.id, "says": self.says})

    def reproduces(self, observations: Sequence[Observation]) -> bool:
        """True when every observation got what this mistake gives."""
        if len(self.outputs) != len(observations) or all(s.kind == "right" for s in observations):
            return False
        return all(map(_gives, self.outputs, observations))


def _gives(output: object, seen: Observation) -> bool:
    if output is ...:
        return False
    if not isinstance(output, Sample):
        return _equal(Value.of(output), seen.got, seen)
    got = seen.got.array
    if got is None or (got.shape, seen.got.dtype) != (output.shape, output.dtype):
        return False
    values = np.asarray(output.values)
    allowed = _allowed(seen, got)
    if allowed.ndim:
        allowed = allowed.reshape(-1)[output.positions]
    return not differing(got.reshape(-1)[output.positions], values, allowed).any()


def _equal(made: Value, got: Value, seen: Observation) -> bool:
    if (made.type, len(made.items), made.text) != (got.type, len(got.items), got.text):
        return False
    if made.array is None or got.array is None:
        same = all(_equal(*both, seen) for both in zip(made.items, got.items, strict=True))
        return same and made.array is got.array
    if (made.array.shape, made.dtype) != (got.array.shape, got.dtype):
        return False
    return not differing(got.array, made.array, _allowed(seen, got.array)).any()


def _allowed(seen: Observation, got: np.ndarray) -> np.ndarray:
    if seen.pair is None or seen.pair[1].shape != got.shape:
        return np.asarray(np.max(seen.allowed, initial=0.0)) * seen.stretch
    if not seen.allowed.ndim:
        return seen.allowed * seen.stretch
    return np.broadcast_to(seen.allowed, got.shape) * seen.stretch
