"""Arithmetic of sizes, as a ladder's TOML writes it: `ceil_div(n, 256) * 4`."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_OPERATORS: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
}


def _ceil_div(a: int, b: int) -> int:
    return -(-a // b)


_FUNCTIONS: dict[str, Callable[[int, int], int]] = {"ceil_div": _ceil_div, "min": min, "max": max}


def value(text: str | int, sizes: Mapping[str, int]) -> int:
    """The whole number an expression stands for. Raises ValueError, which quotes it."""
    if isinstance(text, int):
        return text
    try:
        return _value(ast.parse(text, mode="eval").body, sizes)
    except (SyntaxError, KeyError, TypeError, ZeroDivisionError) as problem:
        known = ", ".join(sizes)
        raise ValueError(f"{text!r} is no expression of the sizes {known}: {problem!r}") from None


def _value(node: ast.expr, sizes: Mapping[str, int]) -> int:
    match node:
        case ast.Constant(value=int(number)):
            return number
        case ast.Name(id=name):
            return sizes[name]
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_value(left, sizes), _value(right, sizes))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            return _FUNCTIONS[name](*(_value(arg, sizes) for arg in args))
    raise TypeError(type(node).__name__)
