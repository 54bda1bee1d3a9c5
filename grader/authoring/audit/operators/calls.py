"""A call left out, another function, arguments swapped, keywords changed or forgotten."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from grader.authoring.audit.change import Change, alike, literal, name_of, number

from .constants import AXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.authoring.audit.source import Place

PAIRS = [
    ("max", "min"), ("maximum", "minimum"), ("argmax", "argmin"), ("nanmax", "nanmin"),
    ("amax", "amin"), ("any", "all"), ("floor", "ceil"), ("sin", "cos"), ("var", "std"),
    ("zeros", "ones"), ("zeros_like", "ones_like"), ("tril", "triu"), ("mean", "sum"),
    ("sinh", "cosh"), ("argsort", "sort"), ("cumsum", "cumprod"), ("append", "extend"),
]  # fmt: skip
SIMILAR = {**dict(PAIRS), **{b: a for a, b in PAIRS}}
SIMILAR |= {"log": "log2", "prod": "sum", "round": "floor", "outer": "multiply"}
BUILTIN = ("max", "min", "any", "all")  # of SIMILAR, those that need no module
# Without these calls nothing is left that could run: they make, they iterate, they ask.
NEEDED = {
    "range", "enumerate", "zip", "map", "filter", "iter", "next", "len", "isinstance", "hasattr",
    "getattr", "setattr", "super", "type", "print", "set", "dict", "list", "zeros", "ones",
    "empty", "full", "arange", "linspace", "eye", "fromkeys",
}  # fmt: skip
EITHER_ORDER = {"max", "min", "maximum", "minimum", "add", "multiply", "isinstance", "allclose"}
NO_MISTAKE = {"strict", "key"}


def wrapper(place: Place) -> Iterator[Change]:
    """`x` for `np.exp(x)` and for `x.max()`."""
    node = place.node
    if not isinstance(node, ast.Call) or isinstance(place.parent, ast.Expr):
        return
    name = name_of(node.func)
    inner = node.args[0] if node.args else None
    if isinstance(node.func, ast.Attribute) and not _in_module(node.func, place):
        owner = node.func.value
        inner = inner if isinstance(owner, ast.Name) and owner.id == "self" else owner
    if inner is None or name in NEEDED or isinstance(inner, ast.Starred | ast.GeneratorExp):
        return
    yield Change(f"drop-{name or 'call'}", inner, _at(node))


def similar(place: Place) -> Iterator[Change]:
    """`min` for `max`, `mean` for `sum` ..."""
    node = place.node
    if not isinstance(node, ast.Call):
        return
    function = node.func
    other = SIMILAR.get(name_of(function))
    new: ast.expr
    if isinstance(function, ast.Attribute) and other:
        if other in ("append", "extend") and _in_module(function, place):
            return
        new = ast.Attribute(function.value, other, ast.Load())
    elif isinstance(function, ast.Name) and other and function.id in BUILTIN:
        new = ast.Name(other, ast.Load())
    else:
        return
    yield Change(f"{name_of(function)}>{other}", _call(node, func=new), _at(node))


def swapped_arguments(place: Place) -> Iterator[Change]:
    """`f(b, a)` for `f(a, b)`."""
    node = place.node
    if not isinstance(node, ast.Call) or name_of(node.func) in EITHER_ORDER:
        return
    for first in range(len(node.args) - 1):
        args = list(node.args)
        if any(isinstance(x, ast.Starred) for x in args) or alike(args[first], args[first + 1]):
            continue
        args[first], args[first + 1] = args[first + 1], args[first]
        yield Change(f"swap-arguments-{first + 1}", _call(node, args=args), _at(node))


def keywords(place: Place) -> Iterator[Change]:
    """A keyword left out; axis another, keepdims the opposite."""
    node = place.node
    if not isinstance(node, ast.Call):
        return
    for position, keyword in enumerate(node.keywords):
        if keyword.arg is None or keyword.arg in NO_MISTAKE:
            continue
        at = (keyword.lineno, keyword.col_offset)
        rest = [k for k in node.keywords if k is not keyword]
        if not _is_false(keyword.value):  # as if it were not there
            yield Change(f"drop-{keyword.arg}", _call(node, keywords=rest), at)
        for name, value in _values(keyword):
            changed = list(node.keywords)
            changed[position] = ast.keyword(keyword.arg, value)
            yield Change(f"{keyword.arg}>{name}", _call(node, keywords=changed), at)


def views(place: Place) -> Iterator[Change]:
    """`x` for `x.T`."""
    node = place.node
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT", "real", "imag"):
        yield Change(f"drop-{node.attr}", node.value)


def _values(keyword: ast.keyword) -> list[tuple[str, ast.expr]]:
    value = keyword.value
    if keyword.arg in ("keepdims", "keepdim") and _is_false(value):
        return [("True", ast.Constant(True))]  # noqa: FBT003  # a value, not an option
    if keyword.arg not in AXES:
        return []
    if isinstance(value, ast.Tuple):
        return [(ast.unparse(axis), axis) for axis in value.elts]
    known = number(value)
    others = {0: [-1, 1], -1: [0, -2]}.get(int(known or 0), [0, -1]) if known is not None else []
    return [(str(axis), literal(axis)) for axis in (others if known is not None else [0, -1])]


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _in_module(function: ast.Attribute, place: Place) -> bool:
    root: ast.expr = function
    while isinstance(root, ast.Attribute):
        root = root.value
    return isinstance(root, ast.Name) and root.id in place.source.modules


def _call(
    node: ast.Call,
    func: ast.expr | None = None,
    args: list[ast.expr] | None = None,
    keywords: list[ast.keyword] | None = None,
) -> ast.Call:
    return ast.Call(
        func or node.func,
        node.args if args is None else args,
        node.keywords if keywords is None else keywords,
    )


def _at(node: ast.Call) -> tuple[int, int] | None:
    """Point at the function's own name, for calls in a chain all begin at one place."""
    if isinstance(node.func, ast.Attribute):
        end = node.func.end_col_offset or 0
        return node.func.end_lineno or node.lineno, end - len(node.func.attr.encode())
    return None
