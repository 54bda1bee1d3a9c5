"""course.toml, read into frozen objects."""

from .finding import find_course
from .loading import load
from .problems import CourseError, Problem
from .types import Attempts, Backend, Chapter, Course, Exercise, Hidden, Late, Limits, Policy

__all__ = [
    "Attempts",
    "Backend",
    "Chapter",
    "Course",
    "CourseError",
    "Exercise",
    "Hidden",
    "Late",
    "Limits",
    "Policy",
    "Problem",
    "find_course",
    "load",
]
