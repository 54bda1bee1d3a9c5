"""Known mistakes and variants as submissions: the source text of a wrong or a right answer."""

from __future__ import annotations

import ast
import inspect
import textwrap
from typing import TYPE_CHECKING

from grader.checks.errors import CheckError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.checks.declare import Mistake, Replacement, Variant
    from grader.checks.files import CheckFile
    from grader.course import Exercise


def answer_text(
    answer: Mistake | Variant, file: CheckFile, exercise: Exercise, solution: str
) -> str:
    """Return the submission a mistake or variant stands for.

    Either the solution with edits, or the function or class of the hidden file together with that
    file's imports (the grader's own left out), under the entry's name. Raises CheckError where a
    text to replace does not stand exactly once in the solution.
    """
    if answer.code is None:
        return replaced(answer.name, answer.replace, solution)
    tree = ast.parse(file.path.read_text(encoding="utf-8"))
    imports = [
        ast.unparse(node)
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom) and not _ours(node)
    ]
    code = ast.parse(textwrap.dedent(inspect.getsource(answer.code)))  # type: ignore[arg-type]
    definition = code.body[0]
    if not isinstance(definition, ast.FunctionDef | ast.ClassDef):
        raise CheckError(f"`{answer.name}` is neither a function nor a class")
    definition.decorator_list = []
    definition.name = exercise.entry
    return "\n".join([*imports, "", ast.unparse(definition), ""])


def replaced(name: str, pairs: Sequence[Replacement], solution: str) -> str:
    """Return the solution with each text replaced, in order."""
    text = solution
    for old, new in pairs:
        if text.count(old) != 1:
            raise CheckError(f"`{name}`: {old!r} stands {text.count(old)} times in the solution")
        text = text.replace(old, new)
    return text


def _ours(node: ast.Import | ast.ImportFrom) -> bool:
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").split(".")[0] == "grader" and node.module != "grader.blocks"
    return any(alias.name.split(".")[0] == "grader" for alias in node.names)
