"""The status of an exercise and of the process."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.results import Status
from grader.score import exercise_status, exit_status, is_complete

from . import making

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

ALL: tuple[Status, ...] = get_args(Status)
RUNNABLE = [each for each in ALL if each not in ("unavailable", "undecided")]


ORDER = [
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
]


def test_priority_covers_the_closed_set() -> None:
    """Every status has exactly one place in the order."""
    assert sorted(ALL) == sorted(ORDER)


@pytest.mark.parametrize(("first", "second"), list(pairwise(ORDER)))
def test_more_serious_status_wins(first: Status, second: Status) -> None:
    """Of two statuses the exercise has the more serious one, in whatever order they come."""
    assert first == exercise_status([first, second]) == exercise_status([second, first])


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        (["todo", "todo"], "todo"),
        (["todo", "skipped"], "todo"),
        (["pass", "todo"], "fail"),
        (["pass", "todo", "unavailable"], "fail"),
        (["pass", "todo", "timeout"], "timeout"),
        (["pass", "pass"], "pass"),
        (["pass", "skipped"], "skipped"),
        (["pass", "unavailable"], "unavailable"),
    ],
)
def test_status_of_several_checks(checks: list[Status], expected: Status) -> None:
    """An exercise is `todo` only if nothing of it passes, and `pass` only if everything does."""
    assert expected == exercise_status(checks)


def test_exercise_without_checks_has_no_status() -> None:
    """An exercise without checks is a mistake of the course, not a pass."""
    with pytest.raises(ValueError, match="no status"):
        exercise_status([])


@given(st.lists(st.sampled_from(ALL), min_size=1))
def test_pass_means_that_everything_passed(checks: list[Status]) -> None:
    """An exercise passes if and only if all its checks do."""
    assert (set(checks) == {"pass"}) == (exercise_status(checks) == "pass")


@given(st.lists(st.sampled_from(ALL)))
def test_complete(checks: list[Status]) -> None:
    """Complete is what holds neither `unavailable` nor `undecided`."""
    assert is_complete(checks) == ("unavailable" not in checks and "undecided" not in checks)


def exit_of(*statuses: Status, requested: AbstractSet[int] = frozenset()) -> int:
    """The exit status for exercises with `statuses`, those at `requested` asked for by name."""
    exercises = [making.graded(f"e{i}", status) for i, status in enumerate(statuses)]
    return exit_status(exercises, {f"e{i}" for i in requested})


def test_nothing_reached_is_an_error() -> None:
    """A run that graded nothing ends with 3."""
    assert 3 == exit_of()


def test_everything_passed() -> None:
    """All passed is 0, also when other exercises cannot run here and nobody asked for them."""
    assert 0 == exit_of("pass", "pass", requested={0})
    assert 0 == exit_of("pass", "unavailable", requested={0})
    assert 0 == exit_of("pass", "undecided")


@pytest.mark.parametrize("status", [each for each in RUNNABLE if each != "pass"])
def test_anything_else_is_one(status: Status) -> None:
    """A status that is a result, and not `pass`, ends with 1, whatever else happened."""
    assert 1 == exit_of("pass", status)
    assert 1 == exit_of("unavailable", status, requested={0, 1})


@pytest.mark.parametrize("status", ["unavailable", "undecided"])
def test_requested_and_not_judged(status: Status) -> None:
    """What was asked for and could not be judged ends with 4."""
    assert 4 == exit_of("pass", status, requested={1})


def test_nothing_judged_is_no_success() -> None:
    """A run that could judge nothing at all does not end with 0."""
    assert 4 == exit_of("unavailable", "undecided")


@given(st.lists(st.sampled_from(ALL)), st.sets(st.integers(0, 5)))
def test_zero_means_that_something_passed(statuses: list[Status], requested: set[int]) -> None:
    """Exit status 0 is never given without a pass, nor with anything that failed."""
    if exit_of(*statuses, requested=requested) == 0:
        assert {"pass"} <= set(statuses) <= {"pass", "unavailable", "undecided"}
