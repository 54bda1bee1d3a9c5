"""What samples are made of: checks, an exercise, a run."""

from __future__ import annotations

from typing import Any

from grader.results import (
    Call,
    ChapterFacts,
    CheckResult,
    Difference,
    ExerciseResult,
    Frame,
    Results,
)
from grader.results.reasons import reason

CHAPTERS = (
    ChapterFacts("backprop", "Backpropagation", 1, 20, due="2026-12-01T18:00:00+01:00"),
    ChapterFacts("optimizers", "Optimizers", 1, 20),
    ChapterFacts("attention", "Attention", 1, 10, due="2026-11-01T18:00:00+01:00"),
)
SOFTMAX = "exercises/attention/softmax.py"


def check(says: str, status: Any = "pass", **fields: Any) -> CheckResult:
    """A public check of weight 2 that ran 12 cases."""
    name = says.replace(" ", "_").replace("-", "_")
    given = {"cases": 12, "seconds": 0.009, "visibility": "public", "of": 2, **fields}
    return CheckResult(name, says, status, points=given["of"] * (status == "pass"), **given)


def hidden(says: str, status: Any, **fields: Any) -> CheckResult:
    """A hidden check; a failing one with everything in it that no student may see."""
    if status != "pass":
        fields = {
            "reason": reason("raised", type="SecretError", text="secret text"),
            "difference": Difference("values", "secret part", "secret got", "secret expected"),
            "frames": (Frame("secret.py", 1, "secret", "secret()"),),
            "cause": reason("mistake", mistake="m", says="secret cause"),
            "again": "grade run softmax --case secret",
            "inputs": "rows=secret",
            "calls": (Call("softmax(secret)", (("x", "secret"),)),),
            "case": 3,
            "output": "secret output",
            **fields,
        }
    return check(says, status, visibility="hidden", **fields)


def softmax(*checks: CheckResult, status: Any = "fail", **fields: Any) -> ExerciseResult:
    """The exercise `softmax` with these checks."""
    given: dict[str, Any] = {
        "complete": True,
        "points": sum(c.points for c in checks),
        "of": 8,
        "path": SOFTMAX,
        "seconds": 0.41,
        **fields,
    }
    return ExerciseResult("softmax", "attention", "softmax", status, checks=checks, **given)


def results(*exercises: ExerciseResult, **fields: Any) -> Results:
    """A student's run of these exercises."""
    given: dict[str, Any] = {
        "course": "deep-learning",
        "title": "Deep learning from scratch",
        "version": "2026.1",
        "submission": "submissions/ada",
        "started": "2026-11-21T17:40:14+00:00",
        "seconds": 0.62,
        "scope": "public",
        "advisory": False,
        "complete": all(exercise.complete for exercise in exercises),
        "points": sum(exercise.points for exercise in exercises),
        "of": sum(exercise.of for exercise in exercises),
        "isolation": "process",
        "device": "cpu",
        "versions": {"python": "3.11.7", "numpy": "2.4.6"},
        "chapters": CHAPTERS,
        **fields,
    }
    return Results(exercises=exercises, **given)


REFERENCE = "matches the reference"
SHIFT = "adding a constant to every logit changes nothing"
LARGE = "stays finite for logits up to 1000"
SHAPE = "keeps shape and dtype"
CALL = Call("softmax(x)", (("x", "float32 (3, 33)"),))
NEEDS = {
    "status": "skipped",
    "reason": reason("needs", check="matches", says=REFERENCE),
    "cases": 0,
}
LEAKS = hidden("handles an empty axis", "fail")
