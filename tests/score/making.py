"""Courses, checks and results with only the fields that scores depend on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.course import Chapter, Course, Exercise, Limits, Policy
from grader.results import CheckResult, ExerciseResult, Results

if TYPE_CHECKING:
    from grader.results import Status, Visibility


def exercise(name: str = "add", points: float = 10.0, *, extra_credit: bool = False) -> Exercise:
    """An exercise of chapter `one`."""
    return Exercise(name, "one", "f", points, "numpy", Limits(), extra_credit=extra_credit)


def course(*exercises: Exercise) -> Course:
    """A course of one chapter."""
    chapter = Chapter("one", "One", "一", exercises)
    return Course(Path("/nowhere"), "tiny", "Tiny", "小", "1.0", Policy(), (chapter,))


def check(status: Status, weight: float = 1.0, visibility: Visibility = "public") -> CheckResult:
    """A check's outcome."""
    earned = weight if status == "pass" else 0.0
    return CheckResult("name", "says", status, visibility, earned, weight)


def graded(
    name: str, status: Status = "pass", points: float = 0.0, of: float = 10.0
) -> ExerciseResult:
    """An exercise's outcome."""
    return ExerciseResult(name, "one", "f", status, complete=True, points=points, of=of, path=None)


def attempt(submission: str, points: float, **more: Any) -> Results:
    """A submission's outcome."""
    fields: dict[str, Any] = {
        "course": "tiny",
        "title": "Tiny",
        "version": "1.0",
        "submission": submission,
        "started": "2026-10-01T00:00:00Z",
        "seconds": 0.0,
        "scope": "all",
        "advisory": False,
        "complete": True,
        "points": points,
        "of": 10.0,
        "isolation": "process",
        "device": "cpu",
        "versions": {},
        "exercises": (),
    }
    return Results(**{**fields, **more})
