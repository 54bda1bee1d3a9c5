"""course.toml, read into frozen objects."""

from .finding import find_course
from .loading import load
from .problems import CourseError, Problem
from .texts import Language, Texts, read_texts
from .types import Attempts, Backend, Chapter, Course, Exercise, Hidden, Late, Limits, Policy

__all__ = [
    "Attempts",
    "Backend",
    "Chapter",
    "Course",
    "CourseError",
    "Exercise",
    "Hidden",
    "Language",
    "Late",
    "Limits",
    "Policy",
    "Problem",
    "Texts",
    "find_course",
    "load",
    "read_texts",
]
