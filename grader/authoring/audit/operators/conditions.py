"""Another comparison, `and` for `or`, a condition negated, ignored or half of it forgotten."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from grader.authoring.audit.change import Change, end_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.authoring.audit.source import Place

INSTEAD: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
NEGATED_ABOVE = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.In, ast.NotIn)


def comparison(place: Place) -> Iterator[Change]:
    """`a <= b` and `a > b` for `a < b`."""
    node = place.node
    if not isinstance(node, ast.Compare):
        return
    left = node.left
    for position, op in enumerate(node.ops):
        for other in INSTEAD[type(op)]:
            ops = [*node.ops[:position], other(), *node.ops[position + 1 :]]
            name = f"{type(op).__name__}>{other.__name__}".lower()
            yield Change(name, ast.Compare(node.left, ops, node.comparators), end_of(left))
        left = node.comparators[position]


def connective(place: Place) -> Iterator[Change]:
    """`a or b` for `a and b`, and either of them left out."""
    node = place.node
    if not isinstance(node, ast.BoolOp):
        return
    other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    names = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
    at = end_of(node.values[0])
    yield Change(">".join(names), ast.BoolOp(other, node.values), at)
    for position in range(len(node.values)):
        rest = [*node.values[:position], *node.values[position + 1 :]]
        new = rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        yield Change(f"{names[0]}-without-{position + 1}", new, at)


def test(place: Place) -> Iterator[Change]:
    """A condition negated or taken for granted; one side of `a if c else b`; a filter ignored."""
    node, parent = place.node, place.parent
    if isinstance(node, ast.IfExp):
        yield Change("only-if", node.body)
        yield Change("only-else", node.orelse)
    elif isinstance(node, ast.expr) and place.field == "test":
        if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], NEGATED_ABOVE):
            yield Change("negate", ast.UnaryOp(ast.Not(), node))
        if isinstance(parent, ast.If):
            yield Change("always", ast.Constant(True))  # noqa: FBT003  # a value, not an option
    elif isinstance(parent, ast.comprehension) and place.field == "ifs":
        yield Change("always", ast.Constant(True))  # noqa: FBT003  # a value, not an option
