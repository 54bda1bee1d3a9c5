"""Gradescope's results.json."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from grader.pages.colors import Style
from grader.pages.exercise import exercise
from grader.pages.failure import check_lines
from grader.pages.layout import page
from grader.pages.safe import made_safe
from grader.pages.sentences import sentence
from grader.pages.tally import WORDS
from grader.pages.visible import for_student

if TYPE_CHECKING:
    from grader.results import CheckResult, ExerciseResult, Results

PLACES = 4
_VISIBLE = {"after_due": "after_due_date", "status": "visible", "sentence": "visible"}


def dumps(results: Results) -> str:
    """The document: one test a check, and the score itself, which no sum of rounded parts is.

    Raises ValueError for results that are no score: advisory, incomplete, or of public checks.
    """
    if results.advisory or not results.complete or results.scope != "all":
        raise ValueError("these results are no score")
    shown = made_safe(for_student(results))
    tests = [
        test
        for number, result in enumerate(shown.exercises, 1)
        for test in _tests(result, shown, number)
    ]
    document = {
        "score": results.points,
        "execution_time": round(results.seconds, 3),
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "output": _late(shown),
        "output_format": "text",
        "test_output_format": "ansi",
        "test_name_format": "text",
        "tests": tests,
        "extra_data": {
            "schema": results.schema,
            "of": results.of,
            "isolation": results.isolation,
            "seed": results.seed,
            "submitted": results.submitted,
            "versions": dict(results.versions),
            "exercises": {result.name: result.points for result in results.exercises},
        },
    }
    return json.dumps(document, indent=1, allow_nan=False) + "\n"


def _late(results: Results) -> str:
    late = [f"{r.name}: {sentence(r.late)}" for r in results.exercises if r.late is not None]
    return "\n".join(late)


def _tests(result: ExerciseResult, results: Results, number: int) -> list[dict[str, Any]]:
    """A test for each check; one for an exercise that could not be checked."""
    if not result.checks:
        test = _test(f"{result.name}: {WORDS[result.status]}", 0.0, result.of, number, 1)
        return [test | {"status": "failed", "output": exercise(result, results, Style())}]
    weight = sum(check.of for check in result.checks)
    earned = sum(check.points for check in result.checks if check.status == "pass")
    # After the late policy a passed check is worth less.
    share = result.points / earned if earned else 0.0
    return [
        _checked(result, check, results, result.of / weight, share, (number, position))
        for position, check in enumerate(result.checks, 1)
    ]


def _checked(
    result: ExerciseResult,
    check: CheckResult,
    results: Results,
    worth: float,
    share: float,
    place: tuple[int, int],
) -> dict[str, Any]:
    passed = check.status == "pass"
    score = check.points * share if passed else 0.0
    test = _test(f"{result.name}: {check.says}", score, check.of * worth, *place)
    test["status"] = "passed" if passed else "failed"
    if check.visibility == "hidden":
        test["visibility"] = _VISIBLE[results.hidden]
        test["output"] = WORDS[check.status]
    elif not passed:
        test["output"] = page(check_lines(check, Style()))
    return test


def _test(name: str, score: float, most: float, first: int, second: int) -> dict[str, Any]:
    return {
        "name": name,
        "number": f"{first}.{second}",
        "score": round(score, PLACES),
        "max_score": round(most, PLACES),
        "visibility": "visible",
    }
