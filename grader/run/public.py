"""Grading by what every student has: for a student at work, never for a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .grade import Grader
from .secret import chosen

if TYPE_CHECKING:
    from grader.course import Course


class PublicGrader(Grader):
    """Grades by public checks on public cases alone, in an instructor's tree too."""

    def __init__(self, course: Course) -> None:
        super().__init__(course, secret=chosen(0) if course.has_solutions else None)
        self.secret = None
