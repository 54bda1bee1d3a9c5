"""Results with their checks' sentences in another language; what has none stays English."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.course import Texts
    from grader.results import CheckResult, ExerciseResult, Reason, Results


def translated(results: Results, texts: Mapping[str, Texts]) -> Results:
    """Return `results` with the sentences of `texts`, by exercise."""
    exercises = tuple(
        _exercise(exercise, texts[exercise.name]) if exercise.name in texts else exercise
        for exercise in results.exercises
    )
    return replace(results, exercises=exercises)


def titled(results: Results, title: str, chapters: Mapping[str, str]) -> Results:
    """Return `results` with other titles of the course and, by name, of chapters; empty keeps."""
    facts = tuple(replace(c, title=chapters.get(c.name) or c.title) for c in results.chapters)
    return replace(results, title=title or results.title, chapters=facts)


def _exercise(exercise: ExerciseResult, texts: Texts) -> ExerciseResult:
    return replace(exercise, checks=tuple(_check(check, texts) for check in exercise.checks))


def _check(check: CheckResult, texts: Texts) -> CheckResult:
    says = texts.checks.get(check.name, check.says)
    reason = _needs(check.reason, texts)
    cause = _mistake(check.cause, texts)
    return replace(check, says=says, reason=reason, cause=cause)


def _needs(reason: Reason | None, texts: Texts) -> Reason | None:
    name = str(reason.facts.get("check", "")) if reason else ""
    if reason is None or reason.kind != "needs" or name not in texts.checks:
        return reason
    return replace(reason, facts={**reason.facts, "says": texts.checks[name]})


def _mistake(cause: Reason | None, texts: Texts) -> Reason | None:
    name = str(cause.facts.get("mistake", "")) if cause else ""
    if cause is None or name not in texts.mistakes:
        return cause
    return replace(cause, facts={**cause.facts, "says": texts.mistakes[name]})
