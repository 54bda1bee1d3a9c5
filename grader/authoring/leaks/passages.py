"""What never ships, piece by piece, and what a student may read anyway."""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.checks.files import load

from ..stub import closes, opens, stub_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from grader.course import Course, Exercise

FOLDERS = ("solutions", "kernels")
PYTHON, NOTEBOOK = ".py", ".ipynb"
CODE = {".cu", ".cuh", ".c", ".cpp", ".cxx", ".h", ".hpp"}
DATA = {".npz", ".npy", ".png", ".pt", ".bin", ".jpg"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of code or prose: where it stands and what it is."""

    path: str
    line: int
    what: str  # completes "the ...": solution, hidden check `name`
    text: str
    prose: bool = False
    answer: bool = False  # a whole answer: it counts however short


def secret_passages(course: Course) -> Iterator[Passage]:
    """Yield everything under `solutions/` and `kernels/` that is not a stub's."""
    references = {_solution(course, exercise): exercise for exercise in course.exercises}
    for path in _files(course):
        name = path.relative_to(course.root).as_posix()
        text = path.read_text(encoding="utf-8", errors="replace")
        if path in references:
            yield from _regions(name, text)
        elif path.suffix == PYTHON:
            yield from _module(name, text)
        elif path.suffix == NOTEBOOK:
            yield from _notebook(name, text)
        elif path.suffix in CODE:
            yield Passage(name, 1, "kernel", text)
            yield from _c_comments(name, text)
        else:
            for number, line in enumerate(text.splitlines(), 1):
                yield Passage(name, number, "text", line, prose=True)


def open_passages(course: Course) -> Iterator[Passage]:
    """Yield what students may read: stubs as the solutions make them, and public checks.

    Ids and sentences of known mistakes too: they ship, as causes to be shown.
    """
    for exercise in course.exercises:
        solution = _solution(course, exercise)
        stub = stub_of(solution.read_text(encoding="utf-8"), exercise.id)
        yield Passage(exercise.stub, 1, "stub", stub)
        folder = course.root / "exercises" / exercise.chapter
        yield _passage(course, folder / f"test_{exercise.id}.py")
        hidden = course.root / "solutions" / exercise.chapter / f"test_{exercise.id}.py"
        for mistake in load(hidden, f"gradsteps_leaks_{exercise.id}").mistakes:
            name = hidden.relative_to(course.root).as_posix()
            yield Passage(name, 1, "mistake", f"{mistake.name}\n{mistake.says}", prose=True)


def comments(text: str, line: int = 1) -> Iterator[tuple[int, str]]:
    """Yield the comments of Python code, neighbors joined, and the strings it holds."""
    joined: list[tuple[int, str]] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                here, said = line + token.start[0] - 1, token.string.lstrip("# ")
                if joined and here == joined[-1][0] + joined[-1][1].count("\n") + 1:
                    joined[-1] = (joined[-1][0], f"{joined[-1][1]}\n{said}")
                else:
                    joined.append((here, said))
    except (tokenize.TokenError, SyntaxError):  # a region of half a statement: what came so far
        pass
    yield from joined
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield line + node.lineno - 1, node.value


def _regions(name: str, text: str) -> Iterator[Passage]:
    """Yield what lies between the markers of a solution."""
    lines = text.splitlines(keepends=True)
    begun = 0
    for number, line in enumerate(lines, 1):
        if opens(line):
            begun = number
        elif closes(line) and begun:
            code = _dedented(lines[begun : number - 1])
            yield Passage(name, begun + 1, "solution", code, answer=True)
            yield from _prose(name, "solution", code, begun + 1)
            begun = 0


def _module(name: str, text: str) -> Iterator[Passage]:
    """Yield a module's statements, imports and its docstring left out."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        yield Passage(name, 1, "file", text)
        return
    lines = text.splitlines(keepends=True)
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            continue
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        code = "".join(lines[first - 1 : node.end_lineno])
        what = _what(node)
        defined = isinstance(node, ast.FunctionDef | ast.ClassDef)
        yield Passage(name, first, what, code, answer=defined)
        yield from _prose(name, what, code, first)
    stray = [(n, said) for n, said in comments(text) if _top_level_comment(lines, n)]
    for number, said in stray:
        yield Passage(name, number, "comment", said, prose=True)


def _top_level_comment(lines: list[str], number: int) -> bool:
    return lines[number - 1].startswith("#")


def _what(node: ast.stmt) -> str:
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return "code"
    marks = {ast.unparse(mark).split("(")[0] for mark in node.decorator_list}
    for mark, what in (("check", "hidden check"), ("mistake", "mistake"), ("variant", "variant")):
        if mark in marks:
            return f"{what} `{node.name}`"
    return "truth" if node.name == "truth" else f"code of `{node.name}`"


def _prose(name: str, what: str, code: str, line: int) -> Iterator[Passage]:
    for number, said in comments(code, line):
        if not said.isidentifier():  # a name of something, as in `after="..."`
            yield Passage(name, number, f"text of the {what}", said, prose=True)


def _notebook(name: str, text: str) -> Iterator[Passage]:
    for cell in json.loads(text).get("cells", ()):
        source = "".join(cell.get("source", ""))
        yield Passage(name, 1, "notebook", source, prose=cell.get("cell_type") != "code")


def _c_comments(name: str, text: str) -> Iterator[Passage]:
    for found in re.finditer(r"//([^\n]*)|/\*(.*?)\*/", text, re.DOTALL):
        line = text.count("\n", 0, found.start()) + 1
        said = found[1] or found[2] or ""
        yield Passage(name, line, "kernel's comment", said, prose=True)


def _passage(course: Course, path: Path) -> Passage:
    text = path.read_text(encoding="utf-8", errors="replace")
    return Passage(path.relative_to(course.root).as_posix(), 1, "file", text)


def _solution(course: Course, exercise: Exercise) -> Path:
    return course.root / "solutions" / exercise.chapter / f"{exercise.id}.py"


def _files(course: Course) -> Iterable[Path]:
    for folder in FOLDERS:
        for path in sorted((course.root / folder).rglob("*")):
            steps = path.relative_to(course.root).parts
            hidden = any(step.startswith(".") or step == "__pycache__" for step in steps)
            if path.is_file() and not hidden and path.suffix not in DATA:
                yield path


def _dedented(lines: list[str]) -> str:
    import textwrap

    return textwrap.dedent("".join(lines))
