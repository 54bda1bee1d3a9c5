"""Classes for benchmarks: submissions that all differ, some right, some with a known mistake."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.checks.answers import answer_text
from grader.course import load
from grader.run.suite import load_suite, solution_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def make_class(
    course: Path, folder: Path, students: int, exercises: Sequence[str] = (), first: int = 0
) -> None:
    """Write a folder for each student; every third answer is a known mistake.

    All files differ, by a constant that no result depends on, so that no outcome serves twice.
    """
    opened = load(course)
    for exercise in opened.exercises:
        if exercises and exercise.id not in exercises:
            continue
        solution = re.sub(r".*### (BEGIN|END) SOLUTION.*\n", "", solution_text(opened, exercise))
        suite = load_suite(opened, exercise)
        assert suite.hidden is not None
        wrong = [
            answer_text(mistake, suite.hidden, exercise, solution)
            for mistake in suite.hidden.mistakes
        ]
        for number in range(first, first + students):
            text = wrong[number // 3 % len(wrong)] if wrong and number % 3 == 2 else solution
            path = folder / f"s{number:06d}" / exercise.stub
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{text}\n\nSTUDENT = {number}\n", encoding="utf-8")
