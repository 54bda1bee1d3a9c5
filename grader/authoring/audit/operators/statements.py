"""A statement forgotten; an update in place made a new object, and the reverse."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from grader.authoring.audit.change import Change, alike, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.authoring.audit.source import Place


def dropped(place: Place) -> Iterator[Change]:
    """`pass` for a statement without which the rest can still run."""
    node = place.node
    if isinstance(node, ast.stmt) and _can_go(node, place):
        yield Change("drop-statement", ast.Pass())


def rebound(place: Place) -> Iterator[Change]:
    """`x = x + y` for `x += y`, and `x += y` for `x = x + y`."""
    node = place.node
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name | ast.Attribute):
        if number(node.value) is None or not isinstance(number(node.value), int):
            value = ast.BinOp(_loaded(node.target), node.op, node.value)
            new: ast.stmt = ast.Assign([node.target], value, lineno=node.lineno)
            yield Change("in-place>rebound", new)
    elif isinstance(node, ast.Assign) and len(node.targets) == 1:
        target, value_ = node.targets[0], node.value
        if not isinstance(target, ast.Name | ast.Attribute) or not isinstance(value_, ast.BinOp):
            return
        if alike(_loaded(target), value_.left) and number(value_.right) is None:
            yield Change("rebound>in-place", ast.AugAssign(target, value_.op, value_.right))


def _can_go(node: ast.stmt, place: Place) -> bool:
    match node:
        case ast.Expr(ast.Constant()):
            return False  # a docstring
        case ast.Expr() | ast.AugAssign() | ast.Break() | ast.Continue() | ast.Delete():
            return True
        case ast.If(orelse=[]) | ast.For() | ast.While():
            return True
        case ast.Assign(targets=[target]) | ast.AnnAssign(target=target, value=ast.expr()):
            if isinstance(target, ast.Name):
                return target.id in _known_before(node, place.function)
            return isinstance(target, ast.Subscript | ast.Attribute)
        case ast.Return():
            return place.function is not None and node is not place.function.body[-1]
    return False


def _known_before(node: ast.stmt, function: ast.FunctionDef | None) -> set[str]:
    """Return the names that have a value without this statement."""
    if function is None:
        return set()
    arguments = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    found = {argument.arg for argument in arguments}
    stored = [
        name
        for name in ast.walk(function)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    ]
    return found | {name.id for name in stored if name.lineno < node.lineno}


def _loaded(target: ast.expr) -> ast.expr:
    if isinstance(target, ast.Attribute):
        return ast.Attribute(target.value, target.attr, ast.Load())
    assert isinstance(target, ast.Name)
    return ast.Name(target.id, ast.Load())
