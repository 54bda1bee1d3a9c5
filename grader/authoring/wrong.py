"""A right answer's worker, damaged on its way out: generic wrong answers to any exercise.

The damage is done to what comes back from the worker, so functions, classes and drivers are
covered alike and no source is needed.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.checks.compare import near
from grader.checks.context import Context, running
from grader.checks.errors import CheckError, Failed
from grader.isolation import ENTRY, Ref

from .damage import Wrong, damaged, is_tensor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .trials import Judged


class Damaged:
    """A worker whose results are damaged: calls of the entry, values fetched, drivers' results.

    With `measure` it keeps in `moved` how many default tolerances the worst result is away from
    the right one: infinite for another type, shape or dtype.
    """

    def __init__(self, worker: Judged, wrong: Wrong, *, measure: bool = False) -> None:
        self._worker = worker
        self._wrong = wrong
        self._measure = measure
        self._input: Any = None  # the first array of the latest call
        self._before: Any = None  # the latest right result
        self._put: dict[int, Any] = {}
        self.moved = 0.0

    @property
    def kernels(self) -> object:
        """The log of what the worker's kernels did, if it has one."""
        return getattr(self._worker, "kernels", None)

    def begin(self, seed: int, cpu: float | None = None) -> None:
        """Begin a check; what was returned before is remembered across checks."""
        self._put.clear()
        self._worker.begin(seed, cpu)

    def close(self) -> None:
        """End the worker."""
        self._worker.close()

    def call(self, target: Ref, args: Sequence[object], kwargs: Mapping[str, object]) -> object:
        """Call; a plain result comes back damaged."""
        self._note([*args, *kwargs.values()])
        right = self._worker.call(target, args, kwargs)
        return self._wronged(right) if target == ENTRY and not isinstance(right, Ref) else right

    def operate(self, name: str, args: Sequence[object]) -> Ref:
        """Operate; handles are left alone."""
        self._note(args)
        return self._worker.operate(name, args)

    def value(self, ref: Ref) -> object:
        """Fetch, damaged; what was put and never changed is nobody's result."""
        right = self._worker.value(ref)
        if ref.id in self._put and _identical(self._put[ref.id], right):
            return right
        return self._wronged(right)

    def put(self, x: object) -> Ref:
        """Put."""
        self._note([x])
        ref = self._worker.put(x)
        self._put[ref.id] = x
        return ref

    def drive(
        self, text: str, name: str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> object:
        """Drive; the result comes back damaged."""
        self._note([*args, *kwargs.values()])
        return self._wronged(self._worker.drive(text, name, args, kwargs))

    def _note(self, args: Iterable[object]) -> None:
        found = next(_arrays(args), None)
        if found is not None:
            self._input = found

    def _wronged(self, right: Any) -> Any:
        if self._wrong.name == "copied":
            wrong = right if self._input is None else self._input
        elif self._wrong.name == "stale":
            wrong = right if self._before is None else self._before
        else:
            wrong = damaged(right, self._wrong.damage) if self._wrong.damage else right
        self._before = right
        if self._measure:
            self.moved = max(self.moved, distance(wrong, right))
        return wrong


def distance(wrong: Any, right: Any) -> float:
    """Return the largest error in default tolerances; infinite where more than numbers differ.

    The tolerance is the one `near` derives, with a reduction as long as the result is large.
    """
    size = right.numel() if is_tensor(right) else np.size(right) if _is_array(right) else 1
    with running(Context(_Nobody, _Nobody, "")) as context:  # type: ignore[arg-type]
        try:
            near(wrong, right, length=max(size, 1))
        except Failed as failed:
            by_value = failed.difference is not None and failed.difference.kind == "values"
            finite = by_value and all(map(math.isfinite, context.margins))
            return max(context.margins, default=math.inf) if finite else math.inf
        except (CheckError, TypeError, ValueError):
            return 0.0 if type(wrong) is type(right) and bool(wrong == right) else math.inf
    return max(context.margins, default=0.0)


class _Nobody:
    """Stands where a comparison outside of any check needs sides, and is never asked."""


def _is_array(x: object) -> bool:
    return isinstance(x, np.ndarray | np.generic)


def _arrays(args: Iterable[Any]) -> Any:
    for x in args:
        if isinstance(x, np.ndarray) or is_tensor(x):
            yield x
        elif isinstance(x, list | tuple):
            yield from _arrays(x)
        elif isinstance(x, dict):
            yield from _arrays(x.values())


def _identical(a: Any, b: Any) -> bool:
    if is_tensor(a) and is_tensor(b):
        return bool(a.shape == b.shape and a.dtype == b.dtype and (a == b).all())
    same = isinstance(a, np.ndarray) and isinstance(b, np.ndarray) and a.dtype == b.dtype
    return same and a.shape == b.shape and a.tobytes() == b.tobytes()
