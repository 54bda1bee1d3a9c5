"""What a worker says about a student's objects and exceptions, without trusting any of them."""

from __future__ import annotations

import inspect
import linecache
from typing import TYPE_CHECKING, Any

from .variables import variables
from .wire import Code, type_name

if TYPE_CHECKING:
    from collections.abc import Collection
    from types import TracebackType

_TEXT = 2000  # characters of an exception's text
_NAME = 100
_FRAMES = 10  # at each end of a traceback
_PARAMETERS = 100
_LINE = 1000  # characters of a line whose variables are looked for

# The descriptors of the base types: a subclass's or metaclass's own attributes are never asked.
_traceback_of = BaseException.__dict__["__traceback__"].__get__
_mro_of = type.__dict__["__mro__"].__get__
_name_of = type.__dict__["__name__"].__get__


def describe(x: Any, module: str) -> bool:
    """True for a function or class that belongs to `module`."""
    try:
        return bool(callable(x) and x.__module__ == module)
    except BaseException:  # noqa: BLE001 - attributes are the student's code
        return False


def parameters_of(entry: Any) -> Code:
    """[name, kind, has default] of each parameter; None where no signature can be read."""
    try:
        return [
            [str(p.name)[:_NAME], p.kind.name, p.default is not p.empty]
            for p in list(inspect.signature(entry).parameters.values())[:_PARAMETERS]
        ]
    except BaseException:  # noqa: BLE001 - signatures are the student's code
        return None


def raised(error: BaseException, labels: Collection[str]) -> list[Code]:
    """The message for an exception that came out of a student's code."""
    if _is_out_of_memory(error):
        return ["memory"]
    mro: list[Code] = [_name_of(c)[:_NAME] for c in _mro_of(type(error)) if c is not object][:32]
    return ["raised", type_name(error), mro, _text(error), _frames(error, labels)]


def _is_out_of_memory(error: BaseException) -> bool:
    if MemoryError in _mro_of(type(error)):
        return True
    return type(error) is RuntimeError and "can't allocate memory" in _text(error)  # torch's


def _text(error: BaseException) -> str:
    try:
        # str() may return a subclass of str; its own slicing is not asked either
        return str.__getitem__(str(error), slice(_TEXT))
    except MemoryError:
        raise
    except BaseException:  # noqa: BLE001 - __str__ is the student's code
        return ""


def _frames(error: BaseException, labels: Collection[str]) -> list[Code]:
    frames: list[Code] = []
    theirs: list[TracebackType] = []
    deep = RecursionError in _mro_of(type(error))  # some frame of many, chance which
    step: TracebackType | None = _traceback_of(error)
    while step is not None:
        if step.tb_frame.f_code.co_filename in labels:
            theirs.append(step)
        step = step.tb_next
    for step in theirs:
        code = step.tb_frame.f_code
        values = _variables(step) if step is theirs[-1] and not deep else []
        frames.append(_frame(code.co_filename, step.tb_lineno, code.co_name, values))
    if type(error) in (SyntaxError, IndentationError, TabError):
        label, line = error.filename, error.lineno  # type: ignore[attr-defined]
        if type(label) is str and label in labels and type(line) is int:
            frames.append(_frame(label, line, "", []))
    return frames if len(frames) <= 2 * _FRAMES else frames[:_FRAMES] + frames[-_FRAMES:]


def _frame(label: str, line: int, function: str, values: list[Code]) -> list[Code]:
    text = linecache.getline(label, line).strip()
    return [label, line, function[:_NAME], text[:200], values]


def _variables(step: TracebackType) -> list[Code]:
    frame = step.tb_frame
    try:
        text = linecache.getline(frame.f_code.co_filename, step.tb_lineno)
        return variables(frame, text[:_LINE])
    except BaseException:  # noqa: BLE001 - the student's code may have replaced what this calls
        return []
