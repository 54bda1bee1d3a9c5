"""A class made by hand, in which every situation that a report counts occurs."""

from __future__ import annotations

from dataclasses import replace

from grader.results import ClassFacts, Graded, Results, Student
from grader.results.reasons import reason

from . import making, samples

FACTS = ClassFacts(
    "deep-learning",
    "Deep learning from scratch",
    "2026.1",
    "2026-11-21T17:40:14+00:00",
    making.CHAPTERS,
    roster=True,
    students=9,
)


def graded(id_: str, results: Results | None, **fields) -> Graded:
    """A student's outcome; of the results, that of a run with hidden checks."""
    student = Student(id_, fields.pop("name", id_.title()), f"{id_}@example.edu")
    student = replace(student, matched=fields.pop("matched", True))
    scored = results and replace(results, scope="all")
    return Graded(student, fields.pop("submission", f"{id_}.zip"), None, scored, **fields)


CLASS = (
    graded("ada", samples.all_hidden_pass),
    graded("ben", samples.values),
    graded("cem", samples.values),
    graded("dot", samples.hidden_failing),
    graded("eve", samples.syntax),
    graded("fay", samples.timeout),
    graded("gil", None, fault=reason("crashed", signal="SIGKILL", exit=None)),
    graded("hal", None, submission=""),
    graded("ida", samples.passing, matched=False),
)
