"""The roster: who is in the class, and which of them a submission is from.

A CSV with a header. A submission matches a student by any column that identifies one: the id,
a login, the e-mail address, Canvas's number; upper and lower case are alike.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.results import Student

from .handed import IntakeError
from .times import TimeError, parse_time

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, tzinfo
    from pathlib import Path

    from .handed import HandIn

# The first of these columns that is there is the student's id; all of them identify.
_IDS = (
    "sis user id", "student id", "sid", "id", "username", "sis login id", "login", "email",
    "e-mail", "email address", "integration id", "canvas id",
)  # fmt: skip
_NAMES = ("name", "student", "full name", "student name")
_EMAILS = ("email", "e-mail", "email address")


@dataclass(frozen=True, slots=True)
class Roster:
    """The students by id, and by everything that identifies one of them alone."""

    students: Mapping[str, Student]
    aliases: Mapping[str, str]
    submitted: Mapping[str, datetime] = field(default_factory=dict)  # where the roster says when

    def student(self, handed: HandIn) -> Student:
        """Return who handed something in; unmatched as the submission says."""
        for alias in (handed.student, handed.email):
            found = self.aliases.get(alias.strip().casefold()) if alias else None
            if found is not None:
                return self.students[found]
        return Student(handed.student, handed.name, handed.email, matched=False)


def read_roster(path: Path, zone: tzinfo) -> Roster:
    """Read a roster. Raises IntakeError for what is no roster, naming the line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise IntakeError(f"{path}: {error}") from None
    header = [_column(cell) for cell in rows[0]] if rows else []
    columns = {name: header.index(name) for name in dict.fromkeys(header)}
    identifying = [columns[name] for name in _IDS if name in columns]
    if not identifying:
        raise IntakeError(f"{path}: the first line names no column `id`, `email` or `SIS User ID`")
    students: dict[str, Student] = {}
    owners: dict[str, set[str]] = {}
    submitted: dict[str, datetime] = {}
    for number, row in enumerate(rows[1:], 2):
        cells = [cell.strip() for cell in row] + [""] * (len(header) - len(row))
        if not any(cells) or "points possible" in cells[0].casefold():
            continue
        student = next((cells[at] for at in identifying if cells[at]), "")
        if not student:
            raise IntakeError(f"{path}, line {number}: no id")
        if student in students:
            raise IntakeError(f"{path}, line {number}: `{student}` is there twice")
        email = next((cells[columns[n]] for n in _EMAILS if n in columns), "")
        students[student] = Student(student, _name(cells, columns), email)
        for at in identifying:
            if cells[at]:
                owners.setdefault(cells[at].casefold(), set()).add(student)
        if "submitted" in columns and cells[columns["submitted"]]:
            try:
                submitted[student] = parse_time(cells[columns["submitted"]], zone)
            except TimeError as error:
                raise IntakeError(f"{path}, line {number}: `submitted` {error}") from None
    aliases = {alias: min(who) for alias, who in owners.items() if len(who) == 1}
    return Roster(students, aliases, submitted)


def _column(cell: str) -> str:
    return cell.strip().casefold().replace("_", " ")


def _name(cells: list[str], columns: Mapping[str, int]) -> str:
    for name in _NAMES:
        if name in columns:
            return cells[columns[name]]
    parts = [cells[columns[n]] for n in ("first name", "last name") if n in columns]
    return " ".join(part for part in parts if part)
