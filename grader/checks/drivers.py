"""Drivers: functions of a check that run in the worker, beside the student's code.

For training loops and graphs of many operations, where a message per operation would be too slow.
What a driver returns is plain, and is judged on the trusted side like everything else.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import TYPE_CHECKING, Any

from .context import current
from .describe import described_call
from .errors import CheckError
from .proxy import Proxy, Reference, side_of, to_side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Driver:
    """A function whose source is shipped to the side of the proxy it is called with."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.name = function.__name__
        self.text = _source(function)
        self.parameters = tuple(inspect.signature(function).parameters)
        self.__doc__ = function.__doc__

    def __call__(self, *args: object, **kwargs: object) -> Any:
        """Run it beside the proxy among the arguments; returns plain values."""
        sides = {id(side): side for side in map(side_of, _proxies([*args, *kwargs.values()]))}
        if len(sides) != 1:
            raise CheckError(
                f"driver `{self.name}` needs the entry or `reference` among its arguments"
            )
        side = next(iter(sides.values()))
        context = current()
        if side is context.student:
            context.calls.append(described_call(self.name, self.parameters, args, kwargs))
        answer = side.drive(
            self.text,
            self.name,
            [to_side(side, x) for x in args],
            {name: to_side(side, x) for name, x in kwargs.items()},
        )
        if side is context.student:
            context.outputs.append(answer)
        return answer


def driver(function: Callable[..., object]) -> Driver:
    """Mark a function of a check file as a driver.

    It sees nothing of the file around it: it does its own imports and gets the rest as arguments.
    """
    return Driver(function)


def _proxies(items: Iterable[object]) -> Iterable[Proxy | Reference]:
    for item in items:
        if isinstance(item, Proxy | Reference):
            yield item
        elif isinstance(item, list | tuple):
            yield from _proxies(item)


def _source(function: Callable[..., object]) -> str:
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    if not isinstance(definition, ast.FunctionDef):
        raise CheckError(f"driver `{function.__name__}` must be a plain function")
    definition.decorator_list = []
    return ast.unparse(definition)
