"""What grading a class found: every student, matched or not, graded or not."""

from __future__ import annotations

from dataclasses import dataclass

from .types import ChapterFacts, Reason, Results  # noqa: TC001  # encoding reads it at run time


@dataclass(frozen=True, slots=True)
class Student:
    """Who a submission is from, as the roster has them, or else as the submission says."""

    id: str
    name: str = ""
    email: str = ""
    matched: bool = True  # False: there is a roster, and nobody in it answers to this submission


@dataclass(frozen=True, slots=True)
class Graded:
    """One student's outcome.

    Without `results` there is a `fault` (the grader's or the machine's, never the student's: run
    again), or, where `missing`, nothing was handed in.
    """

    student: Student
    submission: str  # what was graded, as shown; empty where nothing was handed in
    submitted: str | None = None  # ISO time with offset; None: not known
    results: Results | None = None
    fault: Reason | None = None
    attempts: int = 1  # how many were handed in; by the course's policy one of them counts

    @property
    def missing(self) -> bool:
        """True for a student of the roster who handed in nothing."""
        return not self.submission


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """What is true of the whole class: all of ClassResults but the students."""

    course: str  # its id
    title: str
    version: str
    made: str  # ISO time, UTC
    chapters: tuple[ChapterFacts, ...] = ()
    roster: bool = False  # there was one: students may be unmatched or missing
    finished: bool = True  # False: the run was stopped, and more students were to come
    students: int = 0  # how many there are, missing ones included


@dataclass(frozen=True, slots=True)
class ClassResults:
    """A whole class in memory; thousands are better read one by one from the store."""

    facts: ClassFacts
    students: tuple[Graded, ...]  # sorted by id


@dataclass(frozen=True, slots=True)
class Moved:
    """One student whose points differ between two stores; None: not there, or not graded."""

    student: str
    before: float | None
    after: float | None
    exercises: tuple[tuple[str, float | None, float | None], ...] = ()  # those that differ
