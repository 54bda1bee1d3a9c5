"""One source file, already in memory, as one exercise's program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cells import Notebook, assign
from .decoding import decode
from .notebook import read_cells
from .source import SOURCE_LIMIT, Part, Problem, Program, printable, too_large
from .syntax import is_empty, parse, syntax_problem

if TYPE_CHECKING:
    from ..course import Course, Exercise


def read_python(data: bytes, path: str) -> Program:
    """A `.py` file as a program of one part.

    Raises `too_large`, `not_utf8`, `syntax`, and `empty_file` for nothing but comments.
    """
    if len(data) > SOURCE_LIMIT:
        raise too_large(len(data), SOURCE_LIMIT, path)
    text = decode(data, path)
    shown = printable(path)
    try:
        tree = parse(text)
    except SyntaxError:
        problem = syntax_problem(text)
        if problem is None:
            raise
        line, message, source = problem
        raise Problem("syntax", shown, line=line, text=source, message=message) from None
    if is_empty(tree):
        raise Problem("empty_file", shown)
    return Program(shown, (Part(shown, text),))


def read_notebook(data: bytes, path: str, course: Course) -> Notebook:
    """A notebook and what its cells belong to. Raises as `read_cells`."""
    return assign(path, read_cells(data, path), course.exercises)


def from_notebook(notebook: Notebook, exercise: Exercise, course: Course) -> Program:
    """A notebook's program for one exercise. Raises `empty_file` where no code is in it."""
    program = notebook.program(exercise, stub_text(exercise, course))
    if not program.parts:
        raise Problem("empty_file", program.path)
    return program


def stub_text(exercise: Exercise, course: Course) -> str | None:
    """The stub that the course gives, or None where the course has none."""
    try:
        return (course.root / exercise.stub).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
