"""One check's failure by itself, as test panels show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .advice import advice
from .exercise import follow_up, problem_lines
from .failure import check_lines
from .language import term
from .layout import hanging, page
from .safe import made_safe
from .sentences import sentence
from .visible import exercise_for_student

if TYPE_CHECKING:
    from grader.results import ExerciseResult, Reason, Results

    from .colors import Style


def one_check(name: str, result: ExerciseResult, results: Results, style: Style) -> str:
    """Why the check did not pass; where none ran, why the file could not be graded."""
    shown = made_safe(exercise_for_student(result, results), only_ascii=style.ascii)
    check = next((check for check in shown.checks if check.name == name), None)
    if check is None:
        lines = problem_lines(shown, style, verbose=False) if shown.reason else []
        reason: Reason | None = shown.reason
    else:
        lines = [*check_lines(check, style), *follow_up(check, style)]
        reason = check.reason
    advised = advice(reason, shown)
    return page([*lines, *(["", *hanging(term("hint: "), advised, style)] if advised else [])])


def why_not_run(reason: Reason) -> str:
    """The sentence for a check that was skipped or cannot run here."""
    return made_safe(sentence(reason))
