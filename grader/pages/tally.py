"""Counts of outcomes in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .numbers import number, plural
from .safe import made_safe
from .sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grader.results import CheckResult, ExerciseResult, Results, Status

# In the order in which a summary names them: what needs work first.
WORDS: dict[Status, str] = {
    "fail": "failed",
    "error": "raised an error",
    "timeout": "timed out",
    "memory": "out of memory",
    "crashed": "crashed",
    "forbidden": "forbidden",
    "impossible": "impossible",
    "pass": "passed",
    "todo": "to do",
    "skipped": "skipped",
    "undecided": "undecided",
    "unavailable": "unavailable",
}


def tally(statuses: Iterable[Status]) -> str:
    """`1 failed, 2 passed, 1 skipped`."""
    counts = Counter(statuses)
    return ", ".join(f"{counts[status]} {word}" for status, word in WORDS.items() if counts[status])


def points(earned: float, of: float, results: Results) -> str:
    """`6 of 8 public points`; of a run with hidden checks `6 of 10 points`."""
    word = plural(of, "point").split()[-1]
    return f"{number(earned)} of {number(of)} {'public ' * (results.scope == 'public')}{word}"


def checks_summary(checks: Sequence[CheckResult], results: Results) -> str:
    """How the checks of one exercise went; `all` only where hidden ones have run."""
    if not checks:
        return "nothing was checked"
    public = [check.status for check in checks if check.visibility == "public"]
    hidden = [check.status for check in checks if check.visibility == "hidden"]
    if results.scope == "all" and {*public, *hidden} == {"pass"}:
        return "the check passed" if len(checks) == 1 else f"all {len(checks)} checks passed"
    text = tally(public)
    if set(public) == {"pass"}:
        text = f"{plural(len(public), 'public check')} passed"
    if hidden:
        text += f"; {hidden.count('pass')} of {plural(len(hidden), 'hidden check')} passed"
    return text


def check_message(check: CheckResult) -> str:
    """What a check found, as one sentence; of a hidden one only what it is called."""
    if check.visibility == "hidden":
        return made_safe(check.says)
    if check.reason is not None:
        return sentence(check.reason, check.difference)
    return WORDS[check.status]


def exercise_message(result: ExerciseResult, results: Results) -> str:
    """What came of an exercise, as one sentence."""
    if result.reason is not None:
        return sentence(result.reason)
    return checks_summary(result.checks, results)
