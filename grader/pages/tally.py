"""Counts of outcomes in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .language import counted, say, term
from .numbers import agree, number, plural
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


def named(status: Status) -> str:
    """The name of a status, as commands and files have it, in the language of the page."""
    return counted(status) or status


def tally(statuses: Iterable[Status]) -> str:
    """`1 failed, 2 passed, 1 skipped`."""
    counts = Counter(statuses)
    told = [(counts[status], term(word)) for status, word in WORDS.items() if counts[status]]
    return term(", ").join(say("{count} {word}", count=count, word=word) for count, word in told)


def points(earned: float, of: float, results: Results) -> str:
    """`6 of 8 public points`; of a run with hidden checks `6 of 10 points`.

    Public points are a share of an exercise's and no score: one decimal says enough.
    """
    if results.scope == "public":
        earned, of = round(earned, 1), round(of, 1)
        template = "{earned} of {of} public {points}"
    else:
        template = "{earned} of {of} {points}"
    return say(template, earned=number(earned), of=number(of), points=agree(of, "point"))


def checks_summary(checks: Sequence[CheckResult], results: Results) -> str:
    """How the checks of one exercise went; `all` only where hidden ones have run."""
    if not checks:
        return say("nothing was checked")
    public = [check.status for check in checks if check.visibility == "public"]
    hidden = [check.status for check in checks if check.visibility == "hidden"]
    if results.scope == "all" and {*public, *hidden} == {"pass"}:
        many = say("all {count} checks passed", count=len(checks))
        return say("the check passed") if len(checks) == 1 else many
    text = tally(public)
    if set(public) == {"pass"}:
        text = say("{checks} passed", checks=plural(len(public), "public check"))
    if hidden:
        checks_ = plural(len(hidden), "hidden check")
        text += say("; {passed} of {checks} passed", passed=hidden.count("pass"), checks=checks_)
    return text


def check_message(check: CheckResult) -> str:
    """What a check found, as one sentence; of a hidden one only what it is called."""
    if check.visibility == "hidden":
        return made_safe(check.says)
    if check.reason is not None:
        return sentence(check.reason, check.difference)
    return term(WORDS[check.status])


def exercise_message(result: ExerciseResult, results: Results) -> str:
    """What came of an exercise, as one sentence."""
    if result.reason is not None:
        return sentence(result.reason)
    return checks_summary(result.checks, results)
