"""Off by one: the bounds of a range or slice, an index that counts."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from grader.authoring.audit.change import Change, literal, name_of, number, plus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.authoring.audit.source import Place


def counts(place: Place) -> Iterator[Change]:
    """`range(n - 1)`, `range(n + 1)` and `range(1, n)` for `range(n)`."""
    node = place.node
    if not isinstance(node, ast.Call) or name_of(node.func) not in ("range", "arange"):
        return
    if node.keywords and not node.args:
        return
    for position, bound in enumerate(node.args[:2]):
        if number(bound) is not None or isinstance(bound, ast.Starred):
            continue  # numbers have changes of their own
        for amount in (1, -1):
            args = [*node.args]
            args[position] = plus(bound, amount)
            name = f"{name_of(node.func)}-{position + 1}{amount:+d}"
            yield Change(name, ast.Call(node.func, args, node.keywords))
    if len(node.args) == 1:
        args = [ast.Constant(1), *node.args]
        yield Change(f"{name_of(node.func)}-from-1", ast.Call(node.func, args, node.keywords))


def bounds(place: Place) -> Iterator[Change]:
    """`x[a + 1 : b]`, `x[a : b - 1]` and so on for `x[a:b]`; a bound or step forgotten."""
    node = place.node
    if not isinstance(node, ast.Slice) or node.lower is node.upper is node.step is None:
        return
    changes: list[tuple[str, dict[str, ast.expr | None]]] = []
    if node.step is not None:
        changes.append(("drop-step", {"step": None}))
    for name, known in (("lower", node.lower), ("upper", node.upper)):
        if known is None:
            if node.step is None:
                value = literal(1 if name == "lower" else -1)
                changes.append((f"{name}>{ast.unparse(value)}", {name: value}))
            continue
        changes.append((f"drop-{name}", {name: None}))
        if number(known) is None:
            changes += [(f"{name}{amount:+d}", {name: plus(known, amount)}) for amount in (1, -1)]
    for name, changed in changes:
        new = ast.Slice(
            changed.get("lower", node.lower),
            changed.get("upper", node.upper),
            changed.get("step", node.step),
        )
        yield Change(f"slice-{name}", new)


def position(place: Place) -> Iterator[Change]:
    """`x[i - 1]` for `x[i]` where i counts."""
    node, parent = place.node, place.parent
    if not isinstance(node, ast.Name) or place.function is None:
        return
    indexed = isinstance(parent, ast.Subscript) and place.field == "slice"
    inside = isinstance(parent, ast.Tuple) and isinstance(parent.ctx, ast.Load)
    if (indexed or (inside and _is_index(parent, place))) and node.id in _counters(place.function):
        yield Change("index-1", plus(node, -1))


def _is_index(parent: ast.AST, place: Place) -> bool:
    return any(
        isinstance(node, ast.Subscript) and node.slice is parent
        for node in ast.walk(place.function or place.source.tree)
    )


def _counters(function: ast.FunctionDef) -> set[str]:
    """Return the names that `for ... in range(...)` and `enumerate` count with."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.For | ast.comprehension) and isinstance(node.iter, ast.Call):
            called, target = name_of(node.iter.func), node.target
            if called == "enumerate" and isinstance(target, ast.Tuple):
                target = target.elts[0]
            if called in ("range", "arange", "enumerate") and isinstance(target, ast.Name):
                found.add(target.id)
    return found
