"""What Canvas and Moodle share: who is in the file, and under which titles.

A student who has no grade is not in the file: an empty cell would erase a grade that is there.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cells import score, shown
from .gradebook import GradebookError
from .refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.results import Student

    from .gradebook import Gradebook
    from .sheet import Column, Row

RENAME = "`--title NAME=TITLE` gives a column another title"
UNREADABLE = "has an id that the importer would not read as it is"


@dataclass(frozen=True, slots=True)
class Exported:
    """The file, and what whoever imports it should know."""

    text: str
    left_out: tuple[tuple[str, str], ...]  # student's id, why
    made: tuple[str, ...]  # titles the gradebook does not have: the import makes new columns


def titles(columns: Sequence[Column], book: Gradebook | None) -> tuple[list[str], tuple[str, ...]]:
    """Each column's title, as `book` has it, and those that it lacks.

    Refused where two columns would have one title; GradebookError where two of the book could be
    meant.
    """
    found = [_matching(column.title, book) for column in columns]
    made = [c.title for c, name in zip(columns, found, strict=True) if book and name is None]
    named = [name or shown(c.title) for c, name in zip(columns, found, strict=True)]
    twice = [title for title, count in Counter(named).items() if count > 1]
    if twice:
        problems = [f"several columns have the title `{title}`" for title in twice]
        raise Refused(*problems, hint=RENAME)
    return named, tuple(made)


def _matching(title: str, book: Gradebook | None) -> str | None:
    """The book's column of that title: `Title (123)` to Canvas, `Quiz: Title (Real)` to Moodle."""
    if book is None:
        return None
    around = re.compile(rf"(?:\w[\w ]*: ?)?{re.escape(title)}(?: ?\((?:\d+|[^\W\d]+)\))?")
    found = [name for name in book.header if name == title]
    found = found or [name for name in book.header if around.fullmatch(name)]
    if len(found) > 1:  # Moodle has columns of percentages and feedback too
        found = [name for name in found if name.endswith(" (Real)")] or found
    if len(found) > 1:
        raise GradebookError(f"its columns {', '.join(found)} could each be `{title}`")
    return found[0] if found else None


def rows(
    given: Sequence[Row], person: Callable[[Student], list[str] | str]
) -> tuple[list[list[str]], tuple[tuple[str, str], ...]]:
    """The rows to write, and who is left out and why.

    `person` gives the cells that say who a student is, or why there are none. GradebookError where
    two students are one person there, for one's grade would replace the other's.
    """
    written, left = [], []
    seen: dict[tuple[str, ...], str] = {}
    for row in given:
        cells: list[str] | str
        if not row.student.matched:
            cells = "not in the roster"
        elif not row.points:
            cells = "handed in nothing" if row.state == "missing" else "not graded"
        else:
            cells = person(row.student)
        if isinstance(cells, str):
            left.append((row.student.id, cells))
            continue
        other = seen.setdefault(tuple(cells), row.student.id)
        if other != row.student.id:
            raise GradebookError(f"`{other}` and `{row.student.id}` are one student in it")
        written.append([*cells, *map(score, row.points)])
    return written, tuple(left)
