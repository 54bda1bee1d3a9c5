"""The columns of nbgrader's own CSV export: a row for each chapter and student."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

from .cells import score, shown, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from grader.results import ChapterFacts, ClassFacts, ExerciseResult, Graded

HEADER = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)


def nbgrader(facts: ClassFacts, students: Iterable[Graded]) -> str:
    """The rows of everybody who was graded; `sheet` has refused what is no grade before.

    A name is one name to us: it stands under `last_name`.
    """
    rows = [row for chapter, graded in _pairs(facts, students) for row in _row(chapter, graded)]
    return table([HEADER, *rows])


def _pairs(facts: ClassFacts, students: Iterable[Graded]) -> Iterator[tuple[ChapterFacts, Graded]]:
    for graded in students:
        for chapter in facts.chapters:
            yield chapter, graded


def _row(chapter: ChapterFacts, graded: Graded) -> Iterator[list[str]]:
    if graded.results is None:
        return
    exercises = [one for one in graded.results.exercises if one.chapter == chapter.name]
    if not exercises:
        return
    earned = fsum(one.points for one in exercises)
    raw = fsum(map(_on_time, exercises))
    student = graded.student
    yield [
        shown(chapter.name),
        chapter.due or "",
        graded.submitted or "",
        shown(student.id),
        shown(student.name),
        "",
        shown(student.email),
        score(raw),
        score(raw - earned),
        score(earned),
        score(chapter.of),
    ]


def _on_time(one: ExerciseResult) -> float:
    """What an exercise would have earned on time."""
    whole = fsum(check.of for check in one.checks)
    if one.late is None or not whole:
        return one.points
    return one.of * fsum(check.of for check in one.checks if check.status == "pass") / whole
