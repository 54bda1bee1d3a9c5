"""Whether a student has begun: is this still the stub?"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .syntax import parse, without_docstring

if TYPE_CHECKING:
    from .source import Program


def is_untouched(text: str, stub: str) -> bool:
    """True where `text` is the stub up to comments, docstrings, formatting and import order."""
    return _same(text, stub, imports=True)


def is_untouched_cell(text: str, stub: str) -> bool:
    """True where a cell is the stub, imports aside: notebooks keep those in cells of their own."""
    return _same(text, stub, imports=False)


def untouched(program: Program, stub: str) -> bool:
    """True where a program's own parts are the stub: `is_untouched` for a file, else as a cell."""
    text = "\n".join(part.text for part in program.parts if part.own)
    if [part.label for part in program.parts] == [program.path]:
        return is_untouched(text, stub)
    return is_untouched_cell(text, stub)


def _same(text: str, stub: str, *, imports: bool) -> bool:
    try:
        ours, theirs = parse(text), parse(stub)
        if imports and _imports(ours) != _imports(theirs):
            return False
        return _equal(_statements(ours), _statements(theirs))
    except (SyntaxError, RecursionError):
        return False


def _statements(tree: ast.Module) -> list[ast.stmt]:
    return [
        node
        for node in without_docstring(tree.body)
        if not isinstance(node, ast.Import | ast.ImportFrom)
    ]


def _imports(tree: ast.Module) -> list[tuple[str, str, str]]:
    """Every imported name, sorted, so that `import a, b` is `import b` and `import a`."""
    brought = []
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            origin = ""
            if isinstance(node, ast.ImportFrom):
                origin = "." * node.level + (node.module or "")
            brought += [(origin, name.name, name.asname or "") for name in node.names]
    return sorted(brought)


def _equal(ours: object, theirs: object) -> bool:
    """Equality of trees, docstrings aside. It stops at the first difference: texts can be huge."""
    if type(ours) is not type(theirs):
        return False
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(_equal, ours, theirs))
    if isinstance(ours, ast.AST):
        return all(_equal(_field(ours, name), _field(theirs, name)) for name in ours._fields)
    return ours == theirs


def _field(node: object, name: str) -> object:
    found = getattr(node, name, None)
    if name == "body" and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return without_docstring(node.body)
    return found
