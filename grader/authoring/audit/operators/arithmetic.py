"""Another operation, operands swapped or left out, a lost sign."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from grader.authoring.audit.change import Change, alike, end_of, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.authoring.audit.source import Place

INSTEAD: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
ORDERED = (ast.Sub, ast.Div, ast.FloorDiv, ast.MatMult)
# Arithmetic on these is another thing altogether; damage to it would only crash.
CONTAINERS = (ast.List, ast.Tuple, ast.Dict, ast.Set, ast.ListComp, ast.JoinedStr)


def binary(place: Place) -> Iterator[Change]:
    """`a + b` as `a - b`, `b - a` for `a - b`, `a` or `b` alone."""
    node = place.node
    if not isinstance(node, ast.BinOp) or any(map(_is_container, (node.left, node.right))):
        return
    kind, name, at = type(node.op), _name(node.op), end_of(node.left)
    if kind in INSTEAD:
        other = INSTEAD[kind]()
        yield Change(f"{name}>{_name(other)}", ast.BinOp(node.left, other, node.right), at)
    if kind in ORDERED and not alike(node.left, node.right):
        yield Change(f"{name}-swapped", ast.BinOp(node.right, node.op, node.left), at)
    if kind in (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.MatMult):
        yield Change(f"{name}-left-only", node.left, at)
    if kind in (ast.Add, ast.Mult, ast.MatMult) or (kind is ast.Sub and number(node.left) == 1):
        yield Change(f"{name}-right-only", node.right, at)


def unary(place: Place) -> Iterator[Change]:
    """`x` for `-x`, `~x` and `not x`."""
    node = place.node
    if isinstance(node, ast.UnaryOp) and number(node) is None:
        yield Change(f"drop-{type(node.op).__name__.lower()}", node.operand)


def augmented(place: Place) -> Iterator[Change]:
    """`x -= y` and `x = y` for `x += y`."""
    node = place.node
    if not isinstance(node, ast.AugAssign):
        return
    kind, name, at = type(node.op), _name(node.op), end_of(node.target)
    if kind in INSTEAD:
        other = INSTEAD[kind]()
        yield Change(f"{name}=>{_name(other)}=", ast.AugAssign(node.target, other, node.value), at)
    yield Change(f"{name}=>assign", ast.Assign([node.target], node.value, lineno=node.lineno), at)


def _is_container(node: ast.expr) -> bool:
    text = isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    return text or isinstance(node, CONTAINERS)


def _name(op: ast.operator) -> str:
    return type(op).__name__.lower()
