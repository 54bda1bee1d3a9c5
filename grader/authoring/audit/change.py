"""One change to one node, and small pieces that rules are made of."""

from __future__ import annotations

import ast
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """Put `new` where a node stands; `at` is what the id points to (line, column from 0)."""

    name: str
    new: ast.AST
    at: tuple[int, int] | None = None


def number(node: ast.AST) -> int | float | None:
    """Return the number a node stands for, `-1` included; None for anything else."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = number(node.operand) if isinstance(node.operand, ast.Constant) else None
        return None if inner is None else -inner
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value  # type: ignore[return-value]  # the line above says so
    return None


def literal(value: float) -> ast.expr:
    """Return a number as a node, as the parser would make it."""
    if value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def plus(node: ast.expr, amount: int) -> ast.expr:
    """Return `node + 1` or `node - 1`; a number is added to at once."""
    known = number(node)
    if known is not None:
        return literal(known + amount)
    return ast.BinOp(node, ast.Add() if amount > 0 else ast.Sub(), ast.Constant(abs(amount)))


def alike(a: ast.AST, b: ast.AST) -> bool:
    """Tell whether two nodes say the same."""
    return ast.dump(a) == ast.dump(b)


def name_of(function: ast.expr) -> str:
    """Return the last part of what is called: `exp` of `np.exp`."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def end_of(node: ast.expr) -> tuple[int, int]:
    """Return where a node ends, which is where the operator after it stands."""
    return node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
