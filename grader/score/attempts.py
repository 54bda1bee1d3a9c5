"""Which of several attempts counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.course import Attempts
    from grader.results import Results


def best_or_last(attempts: Sequence[Results], which: Attempts) -> Results:
    """The attempt that counts; `attempts` are one student's, oldest first.

    The best has the most points; among equals a complete one, then the latest. An advisory result
    is no attempt. Raises ValueError if none is left.
    """
    numbered = [(i, attempt) for i, attempt in enumerate(attempts) if not attempt.advisory]
    if not numbered:
        raise ValueError("no attempt to choose from")
    if which == "last":
        return numbered[-1][1]
    return max(numbered, key=lambda each: (each[1].points, each[1].complete, each[0]))[1]
