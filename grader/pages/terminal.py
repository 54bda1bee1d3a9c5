"""The terminal pages, 80 columns each, with or without colors, with or without more than ASCII."""

from __future__ import annotations

from .colors import Style
from .exercise import exercise
from .listing import hint, listing, next_exercise, statement
from .machine import Row, demo, doctor
from .overview import Progress, overview, progress
from .run import run

__all__ = [
    "Progress",
    "Row",
    "Style",
    "demo",
    "doctor",
    "exercise",
    "hint",
    "listing",
    "next_exercise",
    "overview",
    "progress",
    "run",
    "statement",
]
