"""A class's grades for other systems: text to write to a file, made from results alone."""

from __future__ import annotations

from .canvas import canvas
from .gradebook import Gradebook, GradebookError, read_gradebook
from .importing import Exported
from .moodle import moodle
from .nbgrader import nbgrader
from .refused import Refused, no_score
from .sheet import By, Row, Sheet, Wanted, sheet
from .spreadsheet import spreadsheet

__all__ = [
    "By",
    "Exported",
    "Gradebook",
    "GradebookError",
    "Refused",
    "Row",
    "Sheet",
    "Wanted",
    "canvas",
    "moodle",
    "nbgrader",
    "no_score",
    "read_gradebook",
    "sheet",
    "spreadsheet",
]
