"""What there is to do: one exercise of one submission, with everything it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from grader.course import Chapter, Course, Exercise
    from grader.isolation import Worker
    from grader.isolation.types import Level
    from grader.score import Weights
    from grader.submissions import Submission

    from .expected import Expected
    from .mistakes import Mistakes
    from .secret import Secret
    from .suite import Suite


@dataclass
class Job:
    """Everything needed to grade one exercise of one submission."""

    course: Course
    chapter: Chapter
    suite: Suite
    weights: Weights
    submission: Submission
    start: Callable[[], Worker]
    expected: Expected
    mistakes: Mistakes
    secret: Secret | None  # None: public cases only
    submitted: datetime | None = None
    only: tuple[str, int] | None = None  # one check, one case (from 1)
    card: Level | None = None  # where CUDA C is compiled for a card too, to tell what it takes

    @property
    def exercise(self) -> Exercise:
        """The exercise being graded."""
        return self.suite.exercise
