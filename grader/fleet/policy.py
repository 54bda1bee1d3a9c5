"""Due dates, extensions, late days, attempts: from outcomes on time to what counts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from grader.score import Penalty, Weights, best_or_last, exercise_points, late_factor, total

from .intake.times import TimeError, parse_time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from grader.course import Chapter, Course, Exercise
    from grader.results import ExerciseResult, Results

DAY = timedelta(days=1)
_KEYS = {"student", "chapter", "due", "days", "late_days"}


class ExtensionError(Exception):
    """The file of extensions cannot be used; the text names the place."""


@dataclass(frozen=True, slots=True)
class Extension:
    """One student's later due date, for one chapter or all."""

    chapter: str | None = None
    due: datetime | None = None  # aware
    days: int = 0


@dataclass(frozen=True, slots=True)
class Extensions:
    """What students were granted. `late_days` are free ones, spent on chapters in course order."""

    granted: Mapping[str, Sequence[Extension]] = field(default_factory=dict)
    late_days: int = 0
    own_late_days: Mapping[str, int] = field(default_factory=dict)  # by student

    def due(self, student: str, chapter: Chapter) -> datetime | None:
        """Return when a student's chapter is due: the latest of what holds for it."""
        if chapter.due is None:
            return None
        holding = [x for x in self.granted.get(student, ()) if x.chapter in (None, chapter.id)]
        later = [chapter.due + one.days * DAY for one in holding]
        return max([chapter.due, *later, *(one.due for one in holding if one.due is not None)])

    def penalties(
        self, course: Course, student: str, submitted: datetime | None, graded: set[str]
    ) -> dict[str, Penalty]:
        """Return each graded chapter's penalty, after the student's free late days."""
        left = self.own_late_days.get(student, self.late_days)
        found = {}
        for chapter in course.chapters:
            if chapter.id not in graded:
                continue
            due = self.due(student, chapter)
            penalty = late_factor(course.policy.late, due, submitted)
            spent = min(left, penalty.late_days)
            if spent and due is not None:
                penalty = late_factor(course.policy.late, due + spent * DAY, submitted)
                left -= spent
            found[chapter.id] = penalty
        return found


def read_extensions(path: Path, course: Course, zone: tzinfo) -> Extensions:
    """Read a file of extensions (docs/class-store.md). Raises ExtensionError."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ExtensionError(f"{path}: {error}") from None
    unknown = sorted(document.keys() - {"extension", "late_days"})
    if unknown:
        raise ExtensionError(f"{path}: unknown key `{unknown[0]}`")
    granted: dict[str, list[Extension]] = {}
    own: dict[str, int] = {}
    chapters = {chapter.id for chapter in course.chapters}
    entries = document.get("extension", [])
    if not isinstance(entries, list) or not all(isinstance(x, dict) for x in entries):
        raise ExtensionError(f"{path}: `extension` is a list of [[extension]] tables")
    for number, entry in enumerate(entries, 1):
        where = f"{path}: extension {number}"
        student = _student(entry, where)
        if entry.get("chapter") not in {None, *chapters}:
            raise ExtensionError(f"{where}: no chapter `{entry['chapter']}`")
        if "late_days" in entry:
            own[student] = _days(entry, "late_days", where)
        extension = Extension(
            entry.get("chapter"), _due(entry, where, zone), _days(entry, "days", where)
        )
        granted.setdefault(student, []).append(extension)
    return Extensions(granted, _days(document, "late_days", str(path)), own)


def _student(entry: dict[str, Any], where: str) -> str:
    unknown = sorted(entry.keys() - _KEYS)
    if unknown:
        raise ExtensionError(f"{where}: unknown key `{unknown[0]}`")
    student = entry.get("student")
    if not isinstance(student, str) or not student:
        raise ExtensionError(f"{where}: `student` is a student's id, in quotes")
    return student


def _due(entry: dict[str, Any], where: str, zone: tzinfo) -> datetime | None:
    due = entry.get("due")
    if due is None:
        return None
    try:
        return parse_time(due.isoformat() if isinstance(due, datetime) else str(due), zone)
    except TimeError as error:
        raise ExtensionError(f"{where}: `due` {error}") from None


def _days(entry: dict[str, Any], name: str, where: str) -> int:
    days = entry.get(name, 0)
    if type(days) is not int or days < 0:
        raise ExtensionError(f"{where}: `{name}` is a whole number of days")
    return days


@dataclass(frozen=True, slots=True)
class Attempt:
    """One hand-in, graded as if on time."""

    label: str
    submitted: datetime | None
    outcomes: tuple[Results, ...]  # one exercise each, in course order
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Applies a course's policy and what students were granted."""

    course: Course
    extensions: Extensions
    weights: Mapping[str, Weights]  # by exercise

    def counted(self, student: str, attempts: Sequence[Attempt]) -> tuple[Results, Attempt]:
        """Return the results of the attempt that counts; `attempts` are oldest first."""
        done = [self._results(student, attempt) for attempt in attempts]
        if all(results.advisory for results in done):
            return done[-1], attempts[-1]
        chosen = best_or_last(done, self.course.policy.attempts)
        return chosen, attempts[next(n for n, one in enumerate(done) if one is chosen)]

    def _results(self, student: str, attempt: Attempt) -> Results:
        known = {exercise.id: exercise for exercise in self.course.exercises}
        on_time = [results.exercises[0] for results in attempt.outcomes]
        penalties = self.extensions.penalties(
            self.course, student, attempt.submitted, {one.chapter for one in on_time}
        )
        graded = [self._late(known[one.name], one, penalties[one.chapter]) for one in on_time]
        points, of = total(self.course, graded)
        return replace(
            attempt.outcomes[0],
            course=self.course.id,
            title=self.course.title,
            version=self.course.version,
            hidden=self.course.policy.hidden,
            submission=attempt.label,
            submitted=attempt.submitted.isoformat() if attempt.submitted else None,
            seconds=sum(one.seconds for one in graded),
            started=max(results.started for results in attempt.outcomes),
            complete=all(one.complete for one in graded),
            isolation=_common([results.isolation for results in attempt.outcomes]),
            versions={k: v for results in attempt.outcomes for k, v in results.versions.items()},
            points=points,
            of=of,
            exercises=tuple(graded),
        )

    def _late(self, exercise: Exercise, one: ExerciseResult, penalty: Penalty) -> ExerciseResult:
        if penalty.factor == 1 or not one.points:
            return replace(one, late=penalty.reason)
        # From the checks again: points are rounded once, with the factor in.
        points, of = exercise_points(
            exercise,
            one.checks,
            self.weights[one.name],
            scope="all" if self.course.has_solutions else "public",
            factor=penalty.factor,
        )
        return replace(one, points=points, of=of, late=penalty.reason)


def _common(levels: list[str]) -> str:
    """Return the layers that every outcome's worker had: `sandbox (a, b)`; no worker, no say."""
    told = [level.partition(" (") for level in levels if " (" in level]
    if not told:
        return levels[0]
    sets = [layers.rstrip(")").split(", ") for _, _, layers in told]
    kept = [layer for layer in sets[0] if all(layer in other for other in sets)]
    return f"{told[0][0]} ({', '.join(kept)})"
