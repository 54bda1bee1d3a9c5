"""A class as columns and rows of points, and what must not become a grade."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING, Literal, TypeAlias

from grader.pages.numbers import plural
from grader.pages.safe import line

from .refused import Problems, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grader.results import ChapterFacts, ClassFacts, Graded, Results, Student

By: TypeAlias = Literal["total", "chapters", "exercises"]
State: TypeAlias = Literal["graded", "missing", "not graded", "in part"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a sheet should hold."""

    by: By = "chapters"
    titles: Mapping[str, str] = field(default_factory=dict)  # other titles, by a column's name
    out_of: float | None = None  # every column is worth this, instead of its points
    zero: bool = False  # handed in nothing: 0 points, instead of no grade
    allow_incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of points: the course, a chapter or an exercise."""

    name: str
    title: str
    of: float
    given: bool = False  # the title is not the course's


@dataclass(frozen=True, slots=True)
class Row:
    """One student's points, a number per column; none where there is no grade."""

    student: Student
    state: State
    points: tuple[float, ...] = ()
    late: bool = False
    submitted: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Points by student and column."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def sheet(facts: ClassFacts, students: Iterable[Graded], wanted: Wanted) -> Sheet:
    """The points of `students`, read once; chapters of which nothing was graded are left out.

    Refused names advisory results, students graded for other exercises than the rest, and, unless
    `wanted` allows them, results without the hidden checks, chapters and students graded in part,
    and students who, by a fault of the machine, were not graded at all.
    """
    problems = Problems()
    rows: list[Row] = []
    columns: dict[str, Column] = {}
    for graded in students:
        problems.look(graded)
        if graded.results is not None and not columns:
            columns = _columns(facts, graded.results, wanted)
            problems.part += _partial(facts, graded.results) if wanted.by == "chapters" else []
        rows.append(_row(graded, wanted, columns))
    problems.refuse(allow_incomplete=wanted.allow_incomplete, finished=facts.finished)
    unknown = [name for name in wanted.titles if name not in columns]
    if columns and unknown:
        known = ", ".join(columns)
        raise Refused(f"there is no column {_quoted(unknown)}; there are {known}")
    if wanted.zero:  # whoever comes before the first result has no columns yet
        rows = [_zero(row, len(columns)) for row in rows]
    return Sheet(tuple(columns.values()), tuple(rows))


def _zero(row: Row, columns: int) -> Row:
    if row.state != "missing":
        return row
    return Row(row.student, row.state, (0.0,) * columns)


def _columns(facts: ClassFacts, results: Results, wanted: Wanted) -> dict[str, Column]:
    if wanted.by == "total":
        known = [(facts.course, facts.title, results.of)]
    elif wanted.by == "chapters":
        known = [(c.name, c.title, _worth(c, results)) for c in _chapters(facts, results)]
    else:
        known = [(one.name, one.name, one.of) for one in results.exercises]
    return {
        name: Column(
            name, wanted.titles.get(name, title), wanted.out_of or of, name in wanted.titles
        )
        for name, title, of in known
    }


def _chapters(facts: ClassFacts, results: Results) -> list[ChapterFacts]:
    """The chapters of which something was graded."""
    graded = {one.chapter for one in results.exercises}
    return [chapter for chapter in facts.chapters if chapter.name in graded]


def _worth(chapter: ChapterFacts, results: Results) -> float:
    """What a chapter's graded exercises are worth; extra credit counts only beside all others."""
    given = [one.of for one in results.exercises if one.chapter == chapter.name]
    return chapter.of if len(given) == chapter.exercises else fsum(given)


def _partial(facts: ClassFacts, results: Results) -> list[str]:
    counts = Counter(one.chapter for one in results.exercises)
    return [
        f"{line(c.title)}: {counts[c.name]} of {plural(c.exercises, 'exercise')} graded"
        for c in _chapters(facts, results)
        if counts[c.name] < c.exercises
    ]


def _row(graded: Graded, wanted: Wanted, columns: Mapping[str, Column]) -> Row:
    results = graded.results
    submitted = graded.submitted or ""
    if results is None:
        state: State = "missing" if graded.missing and graded.fault is None else "not graded"
        return Row(graded.student, state, submitted=submitted)
    points = tuple(_points(results, column, wanted) for column in columns.values())
    late = any(one.late is not None for one in results.exercises)
    state = "graded" if results.complete else "in part"
    return Row(graded.student, state, points, late, submitted)


def _points(results: Results, column: Column, wanted: Wanted) -> float:
    if wanted.by == "total":
        earned, of = results.points, results.of
    elif wanted.by == "chapters":
        earned = fsum(one.points for one in results.exercises if one.chapter == column.name)
        of = next(_worth(c, results) for c in results.chapters if c.name == column.name)
    else:
        earned, of = next(
            ((one.points, one.of) for one in results.exercises if one.name == column.name),
            (0.0, 0.0),  # `Problems` refuses
        )
    if wanted.out_of is not None:
        earned = earned / of * wanted.out_of if of else 0.0
    return round(earned, 4)


def _quoted(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
