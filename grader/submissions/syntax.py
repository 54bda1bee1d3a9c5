"""What the syntax tree of a source says, without compiling or running it."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

from .source import TEXT_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TOO_DEEP = "nested too deeply"
NUL = "source contains a NUL byte"


def parse(text: str) -> ast.Module:
    """The tree of `text`.

    Raises SyntaxError, also where Python's parser gives up (depth, NUL bytes). A trusted process
    parses: warnings about the text would reach its stderr, or be errors where it asks for that.
    """
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SyntaxError(NUL, (None, line, 1, None))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (RecursionError, MemoryError):
        raise SyntaxError(TOO_DEEP, (None, _longest(text), 1, None)) from None
    except UnicodeEncodeError as error:  # half of a surrogate pair
        line = text.count("\n", 0, error.start) + 1
        raise SyntaxError("source is not text", (None, line, 1, None)) from None


def syntax_problem(text: str) -> tuple[int, str, str] | None:
    """Line (from 1), message and source line of the first syntax error, or None.

    Errors that only the compiler finds, such as `return` outside a function, are not found here;
    the worker raises them when the part is executed.
    """
    try:
        parse(text)
    except SyntaxError as error:
        lines = text.split("\n")
        line = min(max(error.lineno or 1, 1), len(lines))
        return line, error.msg, lines[line - 1].strip()[:TEXT_LIMIT]
    return None


def runs(text: str) -> bool:
    """True where `text` is Python that stands by itself: no `return` outside a function."""
    try:
        return not any(isinstance(node, ast.Return) for node in _outermost(parse(text).body))
    except (SyntaxError, RecursionError):
        return False


def _outermost(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Every statement that is in no function or class."""
    for node in body:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for inner in _bodies(node):
                yield from _outermost(inner)


def is_empty(tree: ast.Module) -> bool:
    """True where nothing is left but comments and a docstring."""
    return not without_docstring(tree.body)


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements of a body, less the string it may open with."""
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *rest]:
            return rest
    return body


def definitions(text: str) -> dict[str, int]:
    """The functions, classes and variables of the top level, each with the line of its last one.

    What stands inside `if`, `try`, `with`, loops and `match` counts; imports do not. Empty where
    the text is not Python.
    """
    try:
        return {name: line for name, line, _ in bound(parse(text).body)}
    except (SyntaxError, RecursionError):
        return {}


def bound(body: Iterable[ast.stmt]) -> Iterator[tuple[str, int, bool]]:
    """Every name a body defines: name, line, and whether by `def` or `class`."""
    for node in body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name, node.lineno, True
            case ast.Assign():
                for target in node.targets:
                    yield from _targets(target)
            case ast.AnnAssign() if node.value is not None:
                yield from _targets(node.target)
            case _:
                for inner in _bodies(node):
                    yield from bound(inner)


def _targets(target: ast.expr) -> Iterator[tuple[str, int, bool]]:
    match target:
        case ast.Name():
            yield target.id, target.lineno, False
        case ast.Starred():
            yield from _targets(target.value)
        case ast.Tuple() | ast.List():
            for part in target.elts:
                yield from _targets(part)


def _bodies(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    """The blocks of a compound statement that run in the scope it stands in."""
    for name in ("body", "orelse", "finalbody"):
        yield getattr(node, name, [])
    for name in ("handlers", "cases"):
        for part in getattr(node, name, []):
            yield part.body


def _longest(text: str) -> int:
    """The number of the longest line: where code is too deep to parse, it is most likely there."""
    lines = text.split("\n")
    return max(range(len(lines)), key=lambda index: len(lines[index])) + 1
