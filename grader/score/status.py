"""One status for many: of an exercise from its checks, of the process from its exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from grader.results import ExerciseResult, Status

# The most serious first. What stops a student's code goes before what it gets wrong, and that
# before what could not be judged; `skipped` only follows from another check's status.
PRIORITY: tuple[Status, ...] = (
    "forbidden",
    "error",
    "crashed",
    "memory",
    "timeout",
    "fail",
    "unavailable",
    "undecided",
    "impossible",
    "todo",
    "skipped",
    "pass",
)
UNJUDGED: frozenset[Status] = frozenset({"unavailable", "undecided"})


def exercise_status(checks: Iterable[Status]) -> Status:
    """The status of an exercise whose checks ended as `checks`: the first of them in `PRIORITY`.

    `todo` is for an exercise with nothing to show yet. Where some checks pass and others are
    `todo`, as with a class whose methods are written one by one, the exercise is `fail`: it is
    begun, earns points and is not right yet. Raises ValueError if there are no checks.
    """
    found = set(checks)
    if not found:
        raise ValueError("an exercise without checks has no status")
    if {"pass", "todo"} <= found:
        found.add("fail")
    return min(found, key=PRIORITY.index)


def is_complete(statuses: Iterable[Status]) -> bool:
    """True if all that counts was judged: nothing is `unavailable` or `undecided`."""
    return UNJUDGED.isdisjoint(statuses)


def exit_status(exercises: Iterable[ExerciseResult], requested: Container[str] = ()) -> int:
    """The exit status of a run that graded `exercises`; `requested` has the ids asked for by name.

    0: everything that could be judged passed.
    1: something did not pass.
    3: no exercise was reached.
    4: nothing failed, and something requested could not be judged, or nothing at all could.
    """
    exercises = tuple(exercises)
    if not exercises:
        return 3
    unjudged = [exercise for exercise in exercises if exercise.status in UNJUDGED]
    if any(e.status != "pass" and e.status not in UNJUDGED for e in exercises):
        return 1
    if len(unjudged) == len(exercises) or any(e.name in requested for e in unjudged):
        return 4
    return 0
