"""What an exercise's result looks like in a notebook, and the number nbgrader reads from it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from grader.pages.colors import Style
from grader.pages.exercise import exercise

if TYPE_CHECKING:
    from grader.results import ExerciseResult, Results

PLACES = 4  # decimals of a score, as everywhere


def text_page(result: ExerciseResult, results: Results) -> str:
    """The page of one exercise as a student may read it, 80 columns of plain text."""
    return exercise(result, results, Style())


def html_page(result: ExerciseResult, results: Results) -> str:
    """The page as a fragment of HTML: no script, nothing of a student's unescaped."""
    from grader.pages.html.fragment import fragment

    return fragment(result, results)


def score(earned: float, of: float, points: float) -> float:
    """`earned` of `of`, on a cell that nbgrader holds to be worth `points`.

    Raises ValueError for what is no score: nbgrader would give it full marks.
    """
    share = earned if of == points else points * earned / of
    if not (math.isfinite(share) and share >= 0):
        raise ValueError(f"{earned} of {of} is no score")
    return min(round(float(share), PLACES), float(points))
