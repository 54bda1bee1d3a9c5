"""What a grading process is asked to do, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from grader.submissions import Problem, Program, Submission

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from grader.course import Course, Exercise
    from grader.results import Json

    from .intake.place import Place

Level = Literal["process", "sandbox"]


@dataclass(frozen=True, slots=True)
class Setup:
    """What every task of a run has in common. Holds the secret: for trusted processes only."""

    root: Path  # of the course
    level: Level
    key: bytes | None  # the secret seed; None in a released tree
    advisory: bool = False


@dataclass(frozen=True, slots=True)
class Absent:
    """Why there is no program: a `submissions.Problem` as a value."""

    kind: str
    path: str | None
    facts: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Read:
    """Find the programs of one submission. Answered by a tuple of (exercise, program)."""

    number: int  # of the attempt in this run
    label: str
    place: Place
    exercises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepare:
    """Record an exercise's solution. Answered by the recording; None where it is too large."""

    exercise: str


@dataclass(frozen=True, slots=True)
class Grade:
    """Grade one exercise of one submission. Answered by its results, `facts.pack`ed."""

    key: str  # of the outcome
    exercise: str
    label: str
    program: Program | Absent
    recording: str | None  # what the engine's `share` gave


Task: TypeAlias = Read | Prepare | Grade
Programs: TypeAlias = tuple[tuple[str, Program | Absent], ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A task that has no answer, through no fault of a student.

    course: the course is broken (exercise, problem). launch: no worker starts (problem). raised:
    the grader itself raised (type, text). ended: the grading process ended (signal or exit).
    """

    kind: Literal["course", "launch", "raised", "ended"]
    facts: Mapping[str, Json]


Answer: TypeAlias = Programs | bytes | Failure | None


class Held(Submission):
    """A submission whose program was read before, so that what is graded is what was hashed."""

    def __init__(self, label: str, course: Course, program: Program | Absent) -> None:
        super().__init__(label, course)
        self._program = program

    def program(self, exercise: Exercise) -> Program:  # noqa: ARG002
        """Return it, or raise its Problem."""
        if isinstance(self._program, Absent):
            raise Problem(self._program.kind, self._program.path, **self._program.facts)
        return self._program

    def offers(self, exercise: Exercise) -> bool:  # noqa: ARG002
        """Return whether there is anything."""
        return not isinstance(self._program, Absent)
