"""The file as Moodle's gradebook imports it, which its importer's source defines.

Any header: the person who imports says which column names the student and which grade item a
column is. One unknown student, or one value above the site's limit (100), undoes the whole import;
a student whose cell is empty or `0` would give the grades to the student before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cells import exact, shown, table
from .gradebook import GradebookError
from .importing import UNREADABLE, Exported, rows, titles
from .refused import Refused

if TYPE_CHECKING:
    from grader.results import Student

    from .gradebook import Gradebook
    from .sheet import Sheet

EMAIL = "Email address"
IDS = ("ID number", EMAIL, "Username")
NAMES = ("First name", "Last name")
EXPORTED = "Last downloaded from this course"  # makes Moodle refuse grades changed since
MOST = 100.0


def moodle(sheet: Sheet, book: Gradebook | None = None, id_column: str = "") -> Exported:
    """The file to import, mapping its student column and each grade item.

    With `book`, as Moodle exported it, students and grade items are those in it; `id_column` names
    its column if Moodle was not in English. Without, `id_column` (ID number if empty) is what the
    students' ids are; with Email address, their addresses are written.
    Refused for another column and for points above 100; GradebookError for a `book` without a
    column of students, or in which a student is not one row.
    """
    if book is None and id_column and id_column not in IDS:
        raise Refused(f"Moodle knows students by {', '.join(IDS)}, not by `{id_column}`")
    ids = (id_column,) if id_column else IDS
    if book and not {*ids} & {*book.header}:
        raise GradebookError(f"has no column {' or '.join(f'`{name}`' for name in ids)}")
    highest = max((x for row in sheet.rows for x in row.points), default=0.0)
    if highest > MOST:
        says = f"there are {highest:g} points in a column, and Moodle takes no more than 100"
        raise Refused(
            says, hint="`--out-of 100`, or `--columns chapters`, or `--columns exercises`"
        )
    named, made = titles(sheet.columns, book)
    column = id_column or IDS[0]
    wanted = {*NAMES, *IDS, id_column, EXPORTED}
    known = [n for n in book.header if n in wanted] if book else ["Full name", column]

    def person(student: Student) -> list[str] | str:
        if book is None:
            return _by_id(student, student.email if column == EMAIL else student.id)
        row = book.row_of(student, ids)
        if row is None:
            return "not in the gradebook"
        cells = zip(known, (row[book.header.index(name)] for name in known), strict=True)
        return [shown(text) if name in NAMES else text for name, text in cells]

    written, left = rows(sheet.rows, person)
    return Exported(table([[*known, *named], *written]), left, made)


def _by_id(student: Student, name: str) -> list[str] | str:
    if not exact(name) or name == "0":  # to PHP, "0" is empty
        return UNREADABLE if name else "has no e-mail address"
    return [shown(student.name), name]
