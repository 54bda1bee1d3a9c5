"""A class with grades, and the CSV and gradebooks that tests of exports compare."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

from grader.pages.exports import Wanted, sheet

from . import making, samples
from .classes import FACTS, graded

BOOKS = Path(__file__).parent / "gradebooks"
CANVAS_STUDENTS = [
    {"id": "1001", "name": "Ada Lovelace", "sis": "S-0001", "login": "ada"},
    {"id": "1002", "name": "Ben Bar", "sis": "S-0002", "login": "ben"},
    {"id": "1003", "name": '="HYPERLINK(1)"', "sis": "S-0003", "login": "cem"},
    {"id": "1004", "name": "Ben Bar", "sis": "S-0004", "login": "dot"},
]
ASSIGNMENTS = {"70811": "Backpropagation", "70812": "Optimizers", "70813": "Attention, please"}


def work(id_, *points, **fields):
    """A student with these points in backprop, optimizers and attention."""
    exercises = (samples.VALUE_TODO, samples.ADAM, samples.passing.exercises[0])
    earned = [replace(e, points=p) for e, p in zip(exercises, points, strict=True)]
    results = making.results(*earned, of=50, **fields.pop("results", {}))
    return graded(id_, results, **fields)


CLASS = [work("ada", 1.5, 4, 8), work("ben", 0, 20, 10), work("cem", 20, 0.0001, 2.25)]


def read(text):
    """The cells of a CSV text."""
    return list(csv.reader(io.StringIO(text, newline="")))


def made(students, **wanted):
    """A sheet of these students."""
    return sheet(FACTS, students, Wanted(**wanted))
