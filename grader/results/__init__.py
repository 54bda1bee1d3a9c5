"""Types of a result and their JSON."""

from __future__ import annotations

from .classes import ClassFacts, ClassResults, Graded, Moved, Student
from .types import (
    SCHEMA,
    Call,
    ChapterFacts,
    CheckResult,
    Difference,
    ExerciseResult,
    Frame,
    Json,
    Number,
    Place,
    Reason,
    Results,
    Status,
    Visibility,
)

__all__ = [
    "SCHEMA",
    "Call",
    "ChapterFacts",
    "CheckResult",
    "ClassFacts",
    "ClassResults",
    "Difference",
    "ExerciseResult",
    "Frame",
    "Graded",
    "Json",
    "Moved",
    "Number",
    "Place",
    "Reason",
    "Results",
    "Status",
    "Student",
    "Visibility",
]
