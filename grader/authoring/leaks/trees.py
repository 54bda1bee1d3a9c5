"""Code as normalized syntax trees: names, comments, docstrings, annotations do not count."""

from __future__ import annotations

import ast
import builtins
import re
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STATEMENT = 14  # nodes from which a statement says something whatever its names are
EXPRESSION = 16
BODY = 5  # nodes from which the whole body of a function is an answer, its names included

_BUILTIN = frozenset(dir(builtins))
_FENCE = re.compile(r"^([ \t]*)(```+|~~~+)[^\n]*\n(.*?)(?:^[ \t]*\2|\Z)", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:^(?: {4}|\t)[^\n]*\n(?:[ \t]*\n)*)+", re.MULTILINE)
_DOCTEST = re.compile(r"^[ \t]*(?:>>>|\.\.\.) ?", re.MULTILINE)

_SILENT = (ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop, ast.arguments)

Unit = tuple[int, str]  # line, normalized tree


def units(text: str, line: int = 1) -> list[Unit]:
    """Return the normalized trees of Python code; nothing where it is no Python."""
    try:
        tree = ast.parse(textwrap.dedent(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return list(_Units(tree).of_body(tree.body, line - 1, whole=True))


def blocks(text: str, line: int = 1) -> Iterator[tuple[str, int]]:
    """Yield the code blocks of Markdown, fenced or indented, with their lines."""
    for found in _FENCE.finditer(text):
        yield _DOCTEST.sub("", found[3]), line + text.count("\n", 0, found.start(3))
    for found in _INDENTED.finditer(text + "\n"):
        code = textwrap.dedent(found[0])
        yield _DOCTEST.sub("", code), line + text.count("\n", 0, found.start())


class _Units:
    """The units of one tree. Sizes are counted once, from the leaves up."""

    def __init__(self, tree: ast.Module) -> None:
        self._sizes: dict[ast.AST, int] = {}
        self._count(tree)

    def of_body(self, body: Sequence[ast.stmt], line: int, *, whole: bool) -> Iterator[Unit]:
        """Yield the body, each statement, each two neighbors that are small, what is inside.

        `line` is the number of lines before the first.
        """
        body = _without_docstring(body)
        if whole and self._size(*body) >= BODY and not _says_nothing(body):
            yield line + body[0].lineno, "whole " + _written(body, renamed=False)
        for first, second in zip(body, [*body[1:], None], strict=False):
            if isinstance(first, ast.Import | ast.ImportFrom):
                continue
            if self._size(first) >= STATEMENT:
                yield line + first.lineno, _written([first])
            elif second is not None and self._size(first, second) >= STATEMENT:
                yield line + first.lineno, _written([first, second])
        for statement in body:
            yield from self._inside(statement, line)

    def _inside(self, node: ast.AST, line: int) -> Iterator[Unit]:
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "type_params"):
                continue
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                yield from self.of_body(value, line, whole=is_function)
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.expr) and self._size(child) >= EXPRESSION:
                    yield line + child.lineno, _written([child])
                if isinstance(child, ast.AST):
                    yield from self._inside(child, line)

    def _size(self, *nodes: ast.AST) -> int:
        return sum(self._sizes[node] for node in nodes)

    def _count(self, node: ast.AST) -> int:
        """Count what is said: names, attributes, constants, calls, operations, statements."""
        inner = sum(self._count(child) for child in ast.iter_child_nodes(node))
        self._sizes[node] = inner + (not isinstance(node, _SILENT))
        return self._sizes[node]


def _says_nothing(body: Sequence[ast.stmt]) -> bool:
    """True for a stub's body."""
    return len(body) == 1 and isinstance(
        body[0], ast.Raise | ast.Pass | ast.Import | ast.ImportFrom
    )


def _without_docstring(body: Sequence[ast.stmt]) -> Sequence[ast.stmt]:
    first = body[0] if body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        return body[1:] if isinstance(first.value.value, str) else body
    return body


def _written(nodes: Sequence[ast.AST], *, renamed: bool = True) -> str:
    """Write trees down; with `renamed`, names are numbered in the order they come."""
    numbers: dict[str, int] = {}

    def name(x: str) -> str:
        if not renamed or x in _BUILTIN:
            return x
        return f"n{numbers.setdefault(x, len(numbers))}"

    def write(x: object) -> str:
        if isinstance(x, list):
            return f"[{','.join(map(write, x))}]"
        if isinstance(x, ast.Name):
            return name(x.id)
        if isinstance(x, ast.arg):
            return name(x.arg)
        if isinstance(x, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            body = list(_without_docstring(x.body))
            inner = write(x.args) if not isinstance(x, ast.ClassDef) else write(x.bases)
            return f"{type(x).__name__}({inner},{write(body)})"
        if isinstance(x, ast.AnnAssign):
            return f"Assign({write([x.target])},{write(x.value)})"
        if isinstance(x, ast.expr_context):
            return ""
        if isinstance(x, ast.AST):
            skip = ("annotation", "returns", "type_comment", "kind", "type_ignores")
            fields = [write(v) for field, v in ast.iter_fields(x) if field not in skip]
            return f"{type(x).__name__}({','.join(fields)})"
        return repr(x)

    return ";".join(map(write, nodes))
