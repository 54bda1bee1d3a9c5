"""The gradebook as Canvas imports it, which its importer's source defines, not its help.

The header begins `Student`, `ID`, then what else Canvas knows of students, `Section` last; a row
`Points Possible` follows, then students, found by ID, SIS User ID or SIS Login ID, and last by
name. A column `Title (number)` or with an assignment's title fills that assignment; any other makes
a new one. Digits with points or commas are a number to it wherever they stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .cells import exact, score, shown, table
from .gradebook import GradebookError
from .importing import RENAME, UNREADABLE, Exported, rows, titles
from .refused import Refused

if TYPE_CHECKING:
    from grader.results import Student

    from .gradebook import Gradebook
    from .sheet import Column, Sheet

LOGIN = "SIS Login ID"
IDS = ("ID", "SIS User ID", LOGIN)
PERSON = ("Student", *IDS, "Integration ID", "Root Account")
TOTAL = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")
NUMBERED = re.compile(r".*\s\(\d+\)")
POINTS = "Points Possible"
NUMBER = re.compile(r"-?[0-9.,]+%?")


def canvas(sheet: Sheet, book: Gradebook | None = None, id_column: str = "") -> Exported:
    """The file to import.

    With `book`, as Canvas exported it, students and assignments are those in it. Without,
    `id_column` (SIS Login ID if empty) is what the students' ids are.
    Refused for another column, and for a title that Canvas would take for something else;
    GradebookError for a `book` that is not Canvas', or in which a student is not one row.
    """
    if id_column and id_column not in IDS:
        raise Refused(f"Canvas knows students by {', '.join(IDS)}, not by `{id_column}`")
    if book and not ("Student" in book.header[0] and {"ID", "Section"} <= {*book.header}):
        raise GradebookError("has no columns `Student`, `ID` and `Section`, as Canvas exports them")
    named, made = titles(sheet.columns, book)
    problems = [_misread(column) for column in sheet.columns]
    if any(problems):
        raise Refused(*filter(None, problems), hint=RENAME)
    wanted = {"Student", "ID", LOGIN, id_column}
    known = tuple(n for n in PERSON if n in (book.header if book else wanted))

    def person(student: Student) -> list[str] | str:
        if book is None:
            return _by_id(student, known, id_column or LOGIN)
        row = book.row_of(student, (*IDS, "Integration ID"))
        if row is None:
            return "not in the gradebook"
        cells = [row[book.header.index(name)] for name in known]
        # Canvas finds the student by ID; a row named like the one of points is none of a student.
        name = cells[1] if POINTS in cells[0] else shown(cells[0])
        return [name, *cells[1:], ""]

    worth = [f"    {POINTS}", *[""] * len(known), *(score(c.of) for c in sheet.columns)]
    written, left = rows(sheet.rows, person)
    return Exported(table([[*known, "Section", *named], worth, *written]), left, made)


def _by_id(student: Student, known: tuple[str, ...], id_column: str) -> list[str] | str:
    """Cells with nothing but the id: by its name, a student might be taken for a namesake."""
    number = NUMBER.fullmatch(student.id) and not student.id.isdigit()
    if number or not exact(student.id) or POINTS in student.id:
        return UNREADABLE
    return [*(student.id if name in {"Student", id_column} else "" for name in known), ""]


def _misread(column: Column) -> str | None:
    """Why Canvas would not read a title as it is meant."""
    if TOTAL.search(column.title):
        return f"Canvas takes `{column.title}` for a total of its own"
    if NUMBERED.fullmatch(column.title) and not column.given:
        return f"Canvas takes `{column.title}` for the assignment of that number"
    return None
