"""A part of a check file that stands on its own: one definition and everything it uses."""

from __future__ import annotations

import ast
import symtable
from typing import TYPE_CHECKING

from .errors import CheckError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LANGUAGE = ("mistake", "variant", "check", "driver", "cases", "given")


def sliced(source: str, name: str, entry: str) -> str:
    """Return the top-level statements of `source` that `name` needs, and `entry = name`.

    Names are followed transitively through functions, classes and assignments, in the order of the
    file; imports come along when what they bind is used. Decorators and calls of the check language
    around an answer are taken off. Raises CheckError when `name` needs something of the grader's,
    which does not exist where answers run.
    """
    body = ast.parse(source).body
    binders: dict[str, list[int]] = {}
    for position, statement in enumerate(body):
        for bound in _bound(statement):
            binders.setdefault(bound, []).append(position)
    if name not in binders:
        raise CheckError(f"no top-level `{name}`")
    needed, kept = [name], set[int]()
    seen: set[str] = set()
    while needed:
        used = needed.pop()
        if used in seen:
            continue
        seen.add(used)
        for position in binders.get(used, ()):
            statement = body[position]
            if _of_grader(statement):
                raise CheckError(f"`{name}` uses `{used}` of the grader, which its worker lacks")
            if position not in kept:
                kept.add(position)
                body[position] = bare = _bare(statement)
                needed += _used(bare)
    lines = [
        ast.unparse(statement)
        for position, statement in enumerate(body)
        if position in kept or _is_future(statement)
    ]
    if name != entry:
        lines.append(f"{entry} = {name}")
    return "\n\n".join(lines) + "\n"


def _bound(statement: ast.stmt) -> Iterator[str]:
    """The names a top-level statement binds; of a compound one, those of its parts too."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
        return
    for node in ast.walk(statement):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _used(statement: ast.stmt) -> set[str]:
    """The global names a statement refers to; local ones of the same name are no use of them."""
    found: set[str] = set()
    tables = [symtable.symtable(ast.unparse(statement), "check file", "exec")]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        top = table.get_type() == "module"
        found |= {
            symbol.get_name()
            for symbol in table.get_symbols()
            if symbol.is_referenced() and (top or symbol.is_global())
        }
    return found


def _bare(statement: ast.stmt) -> ast.stmt:
    """The statement without the check language around it."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        statement.decorator_list = [
            decorator
            for decorator in statement.decorator_list
            if _called(decorator) not in LANGUAGE
        ]
    elif isinstance(statement, ast.Assign):
        # `wrong = mistake("...", fails=...)(expression)` stands for the expression.
        call = statement.value
        if isinstance(call, ast.Call) and _called(call.func) in ("mistake", "variant"):
            if not isinstance(call.func, ast.Call) or len(call.args) != 1:
                raise CheckError(f"line {statement.lineno}: an answer by `replace` has no code")
            statement.value = call.args[0]
    return statement


def _called(node: ast.expr) -> str | None:
    """The plain name a decorator or a call is made of."""
    while isinstance(node, ast.Call):
        node = node.func
    return node.id if isinstance(node, ast.Name) else None


def _of_grader(statement: ast.stmt) -> bool:
    return any(module.split(".")[0] == "grader" for module in _modules([statement])) and not any(
        module == "grader.blocks" for module in _modules([statement])
    )


def _modules(statements: Sequence[ast.stmt]) -> Iterable[str]:
    for statement in statements:
        if isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            yield statement.module or ""


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
