"""A class as plain CSV, for a spreadsheet: everybody is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cells import score, shown, table

if TYPE_CHECKING:
    from .sheet import Row, Sheet

HEADER = ("student", "name", "email", "in roster", "state", "late", "handed in")


def spreadsheet(sheet: Sheet) -> str:
    """One row a student, one column of points each; the second row says what a column is worth."""
    titles = [shown(column.title) for column in sheet.columns]
    worth = ["points possible", *[""] * (len(HEADER) - 1), *(score(c.of) for c in sheet.columns)]
    rows = [_row(row, len(sheet.columns)) for row in sheet.rows]
    return table([[*HEADER, *titles], worth, *rows])


def _row(row: Row, columns: int) -> list[str]:
    student = row.student
    points = [score(x) for x in row.points] or [""] * columns
    return [
        shown(student.id),
        shown(student.name),
        shown(student.email),
        "yes" if student.matched else "no",
        row.state,
        "yes" if row.late else "no",
        shown(row.submitted),
        *points,
    ]
