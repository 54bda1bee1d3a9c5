"""A test cell in a student's kernel: public checks on a live object, and the page they make."""

from __future__ import annotations

import os
from contextlib import redirect_stderr
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING, Any

from grader.course import find_course, load
from grader.submissions import Part, Program, Submission

if TYPE_CHECKING:
    from grader.course import Course, Exercise
    from grader.results import ExerciseResult, Results

LABEL = "this notebook"
PRINTED = 2000  # characters kept of what the checked code printed
NBGRADER = "NBGRADER_EXECUTION"  # `autograde` or `validate` in a kernel that nbgrader started

_held: dict[str, object] = {}  # what the cell being checked gave, by the exercise's id


class NotGraded(Exception):
    """A test cell that was executed where `grade` should have judged it."""


class NotPassed(Exception):
    """Public checks that did not pass, for `nbgrader validate`, which shows nothing else."""

    def __init__(self, page: str) -> None:
        super().__init__("not all public checks passed")
        self._page = page

    def _render_traceback_(self) -> list[str]:
        """The lines that IPython shows in place of a traceback."""
        return self._page.splitlines()


def start() -> None:
    """Let this kernel import the exercises that others build on from `grader.blocks`."""
    from grader import blocks

    course = load(find_course(os.environ))
    blocks.serve({e.id: e.given for e in course.exercises if e.given})


def check(name: str, entry: object) -> None:
    """Run the public checks of the exercise `name` on `entry` and show what they found.

    The checks run in this kernel, on the object itself: what they say is advice and no score.
    Raises KeyError for an exercise that is not in the course, and NotGraded where nbgrader runs
    the cell to score it.
    """
    if os.environ.get(NBGRADER) == "autograde":
        raise NotGraded("this course is scored by grader.notebooks.plugin, not by a kernel")
    course = load(find_course(os.environ))
    exercises = {exercise.id: exercise for exercise in course.exercises}
    if name not in exercises:
        raise KeyError(f"no exercise {name!r} in {course.title}")
    result, results = _graded(course, exercises[name], entry)
    if os.environ.get(NBGRADER) == "validate":
        if result.status != "pass":
            from .output import text_page

            raise NotPassed(text_page(result, results))
        return
    _show(result, results)


def held(name: str) -> object:
    """The object that is being checked as the exercise `name`."""
    return _held[name]


def _graded(course: Course, exercise: Exercise, entry: object) -> tuple[ExerciseResult, Results]:
    from grader import blocks
    from grader.run import Grader

    _held[exercise.id] = entry
    printed = StringIO()  # a check calls a function dozens of times, and each may print
    try:
        with Grader(course, level="none") as grader, redirect_stderr(printed):
            results = grader.grade(_Live(course), [exercise])
    finally:
        _held.clear()
        blocks.serve({e.id: e.given for e in course.exercises if e.given})
    return replace(results.exercises[0], output=printed.getvalue() or None), results


class _Live(Submission):
    """What the kernel holds."""

    def __init__(self, course: Course) -> None:
        super().__init__(LABEL, course)

    def program(self, exercise: Exercise) -> Program:
        text = f"from {__name__} import held\n{exercise.entry} = held({exercise.id!r})\n"
        return Program(LABEL, (Part(LABEL, text),))

    def offers(self, exercise: Exercise) -> bool:
        return exercise.id in _held


def _show(result: ExerciseResult, results: Results) -> None:
    from .output import html_page, text_page

    bundle: dict[str, Any] = {
        "text/html": html_page(result, results),
        "text/plain": text_page(result, results),
    }
    try:
        from IPython.display import display
    except ImportError:
        print(bundle["text/plain"])  # noqa: T201  # a plain interpreter has nothing else
    else:
        display(bundle, raw=True)
    if result.output:
        more = "\n[... cut]" if len(result.output) > PRINTED else ""
        print(f"your code printed:\n{result.output[:PRINTED]}{more}")  # noqa: T201
