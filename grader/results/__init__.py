"""Types of a result and their JSON."""

from __future__ import annotations

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
    "Difference",
    "ExerciseResult",
    "Frame",
    "Json",
    "Number",
    "Place",
    "Reason",
    "Results",
    "Status",
    "Visibility",
]
