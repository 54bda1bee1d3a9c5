"""A wrong thing returned: what was computed before the last step, or a multiple."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from grader.authoring.audit.change import Change, alike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.authoring.audit.source import Place

NAMES = 2  # the latest ones; earlier ones are further from what anybody would return


def earlier_name(place: Place) -> Iterator[Change]:
    """`return e` for `return e / e.sum()`, where e was computed before."""
    node, function = place.node, place.function
    if not isinstance(node, ast.Return) or node.value is None or function is None:
        return
    stored = [
        name
        for name in ast.walk(function)
        if isinstance(name, ast.Name)
        and isinstance(name.ctx, ast.Store)
        and name.lineno < node.lineno
    ]
    stored.sort(key=lambda name: (name.lineno, name.col_offset))
    latest = list(dict.fromkeys(name.id for name in reversed(stored)))
    arguments = [a.arg for a in function.args.args if a.arg not in ("self", "cls")]
    for name in latest[:NAMES] or arguments[:1]:
        new = ast.Name(name, ast.Load())
        if not alike(new, node.value):
            yield Change(f"return-{name}", ast.Return(new))


def scaled(place: Place) -> Iterator[Change]:
    """A result, or every element of one, negated, doubled, halved, set to zero, one too large."""
    node, parent = place.node, place.parent
    element = isinstance(parent, ast.ListComp | ast.GeneratorExp) and place.field == "elt"
    returned = isinstance(parent, ast.Return) and place.field == "value"
    if not (element or returned) or not isinstance(node, ast.expr):
        return
    if not (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)):
        yield Change("negated", ast.UnaryOp(ast.USub(), node))
    yield Change("doubled", ast.BinOp(ast.Constant(2), ast.Mult(), node))
    yield Change("halved", ast.BinOp(node, ast.Div(), ast.Constant(2)))
    yield Change("zeroed", ast.BinOp(ast.Constant(0), ast.Mult(), node))
    yield Change("plus-one", ast.BinOp(node, ast.Add(), ast.Constant(1)))
