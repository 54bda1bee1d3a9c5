"""What a check does to the solution, written down so that a mutant can be put through the same.

The solution is the course's own, as the checks are, and runs here: 10,000 answers through a worker
would take a minute. Mutants never do.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import numpy as np

from grader.isolation import NotPlain, Raised, Ref

from .stage import FUNCTION, REF, Stage, marked, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Step = tuple[str, Any, list[Any], dict[str, Any], list[list[Any]]]


class Recording:
    """A side of a check with the solution on it; `script` is what was done to it."""

    def __init__(self, entry: object) -> None:
        self.stage = Stage(entry)
        self.script: list[Step] = []

    def call(self, target: Ref, args: Sequence[object], kwargs: Mapping[str, object]) -> object:
        """Call the entry or a handle."""
        return self._done("call", "", [target, *args], kwargs)

    def operate(self, name: str, args: Sequence[object]) -> Ref:
        """Apply an operator or attribute access."""
        return self._done("operate", name, args, {})  # type: ignore[no-any-return]

    def value(self, ref: Ref) -> object:
        """Bring a plain value out."""
        return self._plain(self._done("value", "", [ref], {}))

    def put(self, x: object) -> Ref:
        """Make an object with identity."""
        return self._done("put", "", [x], {})  # type: ignore[no-any-return]

    def drive(
        self, text: str, name: str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> object:
        """Run a driver function."""
        return self._plain(self._done("drive", (text, name), args, kwargs))

    def _done(
        self, operation: str, what: Any, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> Any:
        answers: list[list[Any]] = []
        functions: list[Any] = []
        written = _marked([*args], functions), _marked({**kwargs}, functions)
        self.script.append((operation, what, *written, answers))
        live = [self._live([*args], answers), self._live({**kwargs}, answers)]
        try:
            return _answer(self.stage.do(operation, what, *live))
        except Exception as error:  # noqa: BLE001  # the solution's, which a check may expect
            names = tuple(kind.__name__ for kind in type(error).__mro__)
            raise Raised(type(error).__name__, names, str(error), ()) from None

    def _plain(self, x: object) -> object:
        if isinstance(x, Ref):
            raise NotPlain(x.kind)
        return x

    def _live(self, x: Any, answers: list[list[Any]]) -> Any:
        """Turn handles into objects, copy arrays in, watch the check's functions."""
        if isinstance(x, Ref):
            return self.stage.objects[x.id]
        if type(x) in (list, tuple):
            return type(x)(self._live(item, answers) for item in x)
        if type(x) is dict:
            return {key: self._live(item, answers) for key, item in x.items()}
        if _is_function(x):
            answers.append([])
            return self._watched(x, answers[-1])
        return _copied(x)

    def _watched(self, function: Callable[..., object], answers: list[Any]) -> Any:
        def watch(*args: object) -> object:
            for x in args:
                self.stage.see(x)
            seen = [_copied(x) if plain(x) else _answer(self.stage.keep(x)) for x in args]
            answer = function(*seen)
            answers.append(_marked(answer, []))
            return self._live(answer, [])

        return watch


def _answer(x: Any) -> Any:
    if marked(x, REF):
        return Ref(x[1], "object")
    return _copied(x)


def _marked(x: Any, functions: list[Any]) -> Any:
    """Return what can be written down: copies, with marks for handles and functions."""
    if isinstance(x, Ref):
        return REF, x.id
    if type(x) in (list, tuple):
        return type(x)(_marked(item, functions) for item in x)
    if type(x) is dict:
        return {key: _marked(item, functions) for key, item in x.items()}
    if _is_function(x):
        functions.append(x)
        return FUNCTION, len(functions) - 1
    return _copied(x)


def _is_function(x: object) -> bool:
    return callable(x) and not isinstance(x, type)


def _copied(x: Any) -> Any:
    if type(x) in (int, float, str, bool):
        return x
    return x.copy(order="K") if type(x) is np.ndarray else copy.deepcopy(x)
