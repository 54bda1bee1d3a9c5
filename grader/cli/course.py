"""The course a command works on, and its secret."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from grader.course import find_course, load

if TYPE_CHECKING:
    from grader.course import Course
    from grader.run import Secret


def open_course() -> Course:
    """Find and read the course; raises CourseError."""
    return load(find_course(os.environ))


def secret_of(course: Course, seed: int | None = None) -> Secret | None:
    """Return the secret an instructor's tree grades with, None in a released tree."""
    from grader.run.secret import chosen, load_secret

    if not course.has_solutions:
        return None
    return load_secret(course.root) if seed is None else chosen(seed)
