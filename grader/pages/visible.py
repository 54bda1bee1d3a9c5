"""What a student may see of hidden checks: their status and, by policy, their sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from grader.results import CheckResult, ExerciseResult, Reason, Results

HIDDEN = "a hidden check"


def for_student(results: Results) -> Results:
    """`results` without anything a hidden check's worker wrote, drew or was asked."""
    exercises = tuple(exercise_for_student(result, results) for result in results.exercises)
    return replace(results, exercises=exercises)


def exercise_for_student(result: ExerciseResult, results: Results) -> ExerciseResult:
    """One exercise of `results`, the same way."""
    opened = sentences_shown(result.chapter, results)
    checks: list[CheckResult] = []
    hidden = 0
    for check in result.checks:
        hidden += check.visibility == "hidden"
        checks.append(_reduced(check, hidden, opened=opened))
    return replace(result, checks=tuple(checks))


def sentences_shown(chapter: str, results: Results) -> bool:
    """True where the policy lets students read hidden checks' sentences, now."""
    if results.hidden != "after_due":
        return results.hidden == "sentence"
    due = next((facts.due for facts in results.chapters if facts.name == chapter), None)
    return due is not None and _time(results.started) >= _time(due)


def _reduced(check: CheckResult, position: int, *, opened: bool) -> CheckResult:
    if check.visibility == "public":
        return check
    return CheckResult(
        name=check.name if opened else f"hidden_{position}",
        says=check.says if opened else HIDDEN,
        status=check.status,
        visibility="hidden",
        points=check.points,
        of=check.of,
        reason=None if check.status == "pass" else Reason("hidden"),
    )


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)
