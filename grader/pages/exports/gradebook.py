"""A gradebook as Canvas or Moodle exported it: who is in it, and under which names."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.pages.numbers import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import Student

SEPARATORS = (",", ";", "\t")


class GradebookError(Exception):
    """The file is no gradebook, or does not tell students apart; the text says where."""


@dataclass(frozen=True, slots=True)
class Gradebook:
    """The header and the students' rows, cell by cell as they were exported."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def row_of(self, student: Student, columns: Sequence[str]) -> tuple[str, ...] | None:
        """The row whose cell in one of `columns` is the student's id, else their e-mail address.

        Raises GradebookError where several rows answer.
        """
        places = [self.header.index(name) for name in columns if name in self.header]
        for wanted in (student.id, student.email):
            if not wanted:
                continue
            found = [r for r in self.rows if any(_same(r[place], wanted) for place in places)]
            if len(found) > 1:
                raise GradebookError(f"{plural(len(found), 'row')} answer to `{wanted}`")
            if found:
                return found[0]
        return None


def _same(cell: str, wanted: str) -> bool:
    return cell.strip().casefold() == wanted.casefold()


def read_gradebook(data: bytes) -> Gradebook:
    """Read an exported CSV file; GradebookError where it is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GradebookError(f"byte {error.start} is not UTF-8") from None
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        table = [row for row in reader if any(row)]
    except csv.Error as error:
        raise GradebookError(f"not CSV: {error}") from None
    if not table or len(table[0]) < 2:
        raise GradebookError("the first line is no header of columns")
    header = tuple(cell.strip() for cell in table[0])
    for number, row in enumerate(table[1:], 2):
        if len(row) != len(header):
            raise GradebookError(f"row {number} has {len(row)} cells, the header {len(header)}")
    return Gradebook(header, tuple(map(tuple, table[1:])))
