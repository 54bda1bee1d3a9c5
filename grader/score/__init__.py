"""Outcomes and policy -> points: pure functions."""

from .attempts import best_or_last
from .late import Penalty, late_factor
from .points import Scope, Weights, exercise_points, total
from .status import exercise_status, exit_status, is_complete

__all__ = [
    "Penalty",
    "Scope",
    "Weights",
    "best_or_last",
    "exercise_points",
    "exercise_status",
    "exit_status",
    "is_complete",
    "late_factor",
    "total",
]
