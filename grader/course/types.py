"""A course as frozen values: what `course.toml` says, after every problem in it was reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Backend = Literal["numpy", "torch", "cuda", "triton"]
Hidden = Literal["after_due", "status", "sentence"]
Attempts = Literal["best", "last"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one exercise may use. Times in seconds, sizes in bytes."""

    cpu: float = 5.0  # CPU time of one check; its wall time is five times that
    wall: float = 120.0  # wall time of the whole exercise
    memory: int = 1 << 30  # beyond what the warm worker holds
    output: int = 64 << 10  # printed text kept per check
    message: int = 256 << 20  # largest message on the wire


@dataclass(frozen=True, slots=True)
class Late:
    """Late work: after `grace`, each begun day costs `per_day` of the points, at most `cap`."""

    per_day: float = 0.0
    grace: timedelta = timedelta(0)
    cap: float = 1.0


@dataclass(frozen=True, slots=True)
class Policy:
    """What the instructor decided for the whole course."""

    hidden: Hidden = "status"
    attempts: Attempts = "best"
    late: Late = field(default_factory=Late)


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise: its place, its worth, its rules."""

    id: str
    chapter: str
    entry: str  # the function or class the student writes
    points: float
    backend: Backend
    limits: Limits
    extra_credit: bool = False  # counts towards points, not towards `of`
    forbid: tuple[str, ...] = ()  # dotted names that are the answer
    needs: tuple[str, ...] = ()  # ids of earlier exercises, importable from `grader.blocks`
    given: str | None = None  # `module:attribute` that stands in for this exercise as a block
    covers: tuple[str, ...] = ()  # rows of docs/coverage.csv
    difficulty: int = 1  # 1 to 5
    minutes: int = 20

    @property
    def stub(self) -> str:
        """The student's file, relative to the course or a submission."""
        return f"exercises/{self.chapter}/{self.id}.py"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: a folder of exercises with one due date."""

    id: str
    title: str
    title_zh: str
    exercises: tuple[Exercise, ...]
    due: datetime | None = None  # aware


@dataclass(frozen=True, slots=True)
class Course:
    """The whole course and where it lies."""

    root: Path
    id: str
    title: str
    title_zh: str
    version: str
    policy: Policy
    chapters: tuple[Chapter, ...]

    @property
    def exercises(self) -> Iterator[Exercise]:
        """Every exercise, in course order."""
        return (exercise for chapter in self.chapters for exercise in chapter.exercises)

    @property
    def has_solutions(self) -> bool:
        """True in an instructor's tree, false in a released one."""
        return (self.root / "solutions").is_dir()
