"""The results document: everything there is, with the sentences filled in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from grader.results.encoding import encode

from .tally import check_message, exercise_message
from .visible import for_student

if TYPE_CHECKING:
    from grader.results import Results


def document(results: Results, *, student: bool = False) -> dict[str, Any]:
    """The JSON-able document: `encode(results)` and a `message` for every exercise and check.

    A hidden check's message is what a student may read. `student` leaves out everything else that
    a student may not, as terminal pages always do.
    """
    visible = for_student(results)
    shown = visible if student else results
    whole = cast("dict[str, Any]", encode(shown))
    for written, result in zip(whole["exercises"], visible.exercises, strict=True):
        written["message"] = exercise_message(result, results)
        for row, check in zip(written["checks"], result.checks, strict=True):
            row["message"] = check_message(check)
    return whole


def dumps(results: Results, *, student: bool = False) -> str:
    """The document as text: keys in a fixed order, ASCII only, so that no terminal is addressed."""
    return json.dumps(document(results, student=student), indent=1, allow_nan=False) + "\n"
