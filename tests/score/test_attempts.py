"""Which of several attempts counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from grader.score import best_or_last

from .making import attempt

if TYPE_CHECKING:
    from grader.course import Attempts


def test_last_is_the_last() -> None:
    """With `last`, a worse later attempt counts."""
    attempts = [attempt("a", 9.0), attempt("b", 3.0)]

    assert "b" == best_or_last(attempts, "last").submission


def test_best_has_the_most_points() -> None:
    """With `best`, a better earlier attempt counts."""
    attempts = [attempt("a", 3.0), attempt("b", 9.0), attempt("c", 4.0)]

    assert "b" == best_or_last(attempts, "best").submission


def test_latest_of_equals() -> None:
    """Of attempts with equal points the latest counts."""
    attempts = [attempt("a", 9.0), attempt("b", 9.0)]

    assert "b" == best_or_last(attempts, "best").submission


def test_complete_one_of_equals() -> None:
    """Of attempts with equal points a complete one counts, although another came later."""
    attempts = [attempt("a", 9.0), attempt("b", 9.0, complete=False)]

    assert "a" == best_or_last(attempts, "best").submission


@pytest.mark.parametrize("which", ["best", "last"])
def test_advisory_results_never_count(which: Attempts) -> None:
    """A result that is no score is no attempt."""
    attempts = [attempt("a", 3.0), attempt("b", 9.0, advisory=True)]

    assert "a" == best_or_last(attempts, which).submission


def test_no_attempt() -> None:
    """Where nothing counts there is nothing to choose."""
    with pytest.raises(ValueError, match="no attempt"):
        best_or_last([attempt("a", 9.0, advisory=True)], "best")
