"""What a grading run found, as frozen values: every page and export is made from these alone."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  # encoding and schema read it at run time
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

SCHEMA = 1

Status = Literal[
    "pass",
    "fail",
    "todo",
    "error",
    "timeout",
    "memory",
    "crashed",
    "skipped",
    "forbidden",
    "unavailable",
    "undecided",
    "impossible",
]
Visibility = Literal["public", "hidden"]
Number: TypeAlias = int | float
Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is not simply `pass`: a kind from `reasons.py` and its sentence's facts."""

    kind: str
    facts: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """One element of an array result that differs from what was expected."""

    index: tuple[int, ...]
    got: Number | str
    expected: Number | str
    error: Number  # |got - expected|, inf or nan where either is not finite


@dataclass(frozen=True, slots=True)
class Difference:
    """How a result departs from what was expected, in the order the judge looks.

    `got` and `expected` are short descriptions: `float32 (3, 4)` for arrays, a repr for the rest.
    """

    kind: Literal["type", "length", "shape", "dtype", "finite", "values", "exact", "unchanged"]
    name: str  # which part of the result: `result`, `result[1]`, `gradient of w`
    got: str
    expected: str
    allowed: float | None = None  # the largest error accepted
    origin: str | None = None  # where `allowed` comes from: `16 x eps(float32) x ...`
    wrong: int = 0  # how many elements differ
    of: int = 0  # of how many
    worst: tuple[Place, ...] = ()  # up to 100, largest error first
    extent: tuple[tuple[int, int], ...] = ()  # by axis, the first and last index that differ
    shares: tuple[tuple[float, ...], ...] = ()  # large tables: what part of each cell differs
    first: tuple[int, int] | None = None  # of steps that follow one another: index, of how many


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of a student's traceback."""

    label: str
    line: int
    function: str
    text: str
    values: tuple[tuple[str, str], ...] = ()  # ("x", "float32 (3, 4)"), where it raised


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the student's code as text: `softmax(x, axis=0)`; what its arguments were."""

    text: str
    arguments: tuple[tuple[str, str], ...] = ()  # ("x", "float32 (3, 4)")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The outcome of one check."""

    name: str  # matches_the_reference
    says: str  # the check's sentence, for the student
    status: Status
    visibility: Visibility
    points: float  # points earned, of ...
    of: float  # ... what it is worth within its exercise
    cases: int = 0  # how many cases the check has
    case: int | None = None  # the one that failed, from 1
    inputs: str | None = None  # that case's parameters: `rows=3, cols=33, seed=0`
    calls: tuple[Call, ...] = ()  # the calls that led there, last one last
    reason: Reason | None = None
    difference: Difference | None = None
    frames: tuple[Frame, ...] = ()  # a student's exception, trimmed to the student's file
    cause: Reason | None = None
    again: str | None = None  # the command that reproduces it
    seconds: float = 0.0
    output: str | None = None  # what the student's code printed, cut at the limit


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """The outcome of one exercise."""

    name: str
    chapter: str
    entry: str
    status: Status
    complete: bool
    points: float  # after the late policy
    of: float
    path: str | None  # the student's file, relative to the submission
    reason: Reason | None = None
    frames: tuple[Frame, ...] = ()
    output: str | None = None  # what was printed while the file was loaded
    late: Reason | None = None  # late_days, factor
    notes: tuple[Reason, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class ChapterFacts:
    """A chapter as pages need it, whether or not its exercises ran."""

    name: str
    title: str
    exercises: int
    of: float
    due: str | None = None  # ISO time with offset; hidden = "after_due" looks at it


@dataclass(frozen=True, slots=True)
class Results:
    """The outcome of one submission."""

    course: str
    title: str
    version: str
    submission: str
    started: str  # ISO time, UTC
    seconds: float
    scope: Literal["public", "all"]  # all: hidden checks and secret cases were run
    advisory: bool  # never a score: own seed, isolation `none`
    complete: bool
    points: float
    of: float
    isolation: str
    device: str
    versions: Mapping[str, str]
    exercises: tuple[ExerciseResult, ...]
    chapters: tuple[ChapterFacts, ...] = ()
    hidden: Literal["after_due", "status", "sentence"] = "status"  # the course's policy
    seed: str | None = None  # an HMAC of the secret seed, never the seed
    submitted: str | None = None
    notes: tuple[Reason, ...] = ()
    only: str | None = None  # `check:case`, where one case alone was run
    schema: int = SCHEMA
