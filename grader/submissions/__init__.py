"""Folder, file, notebook or zip to sources: nothing is imported, executed, extracted or written."""

from .source import Note, Part, Problem, Program
from .submission import Submission, open_bytes, open_submission
from .syntax import definitions, syntax_problem
from .untouched import is_untouched, untouched

__all__ = [
    "Note",
    "Part",
    "Problem",
    "Program",
    "Submission",
    "definitions",
    "is_untouched",
    "open_bytes",
    "open_submission",
    "syntax_problem",
    "untouched",
]
