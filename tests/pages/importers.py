"""What Canvas and Moodle do with a CSV file, as their importers' sources define it.

Written from lib/gradebook_importer.rb of Canvas and grade/import/csv/classes/load_data.php of
Moodle, both as of 2024; only what decides whose grade goes where.
"""

from __future__ import annotations

import csv
import io
import re

TOTALS = re.compile(
    "Current Score|Current Points|Current Grade|Final Score|Final Points|Final Grade"
    "|Override Score|Override Grade|Override Status"
)


class Failed(Exception):
    """The importer takes nothing of the file."""


def canvas(text, students, assignments):
    """{(user id, assignment title): score} that Canvas would store.

    `students` are dicts with id, name, sis, login; `assignments` are {id: title}. A grade for
    someone or something unknown is under ("new", ...).
    """
    lines = io.StringIO(text, newline="").readlines()[:3]
    counts = {
        separator: {len(next(csv.reader([line], delimiter=separator), [])) for line in lines}
        for separator in ";,"
    }
    most = {s: next(iter(n)) if len(n) == 1 else 0 for s, n in counts.items()}
    separator = ";" if most[";"] > most[","] else ","
    skipped = re.compile(r"^[;, ]+$")
    table = [
        [_number(cell) for cell in row]
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        if row and not skipped.match(separator.join(row))
    ]
    header, *rows = table
    if not (len(header) > 3 and "Student" in header[0] and "ID" in header[1]):
        raise Failed("Invalid header row")
    login = sis = None
    known = 3
    if re.search(r"SIS\s+Login\s+ID", header[2]):
        login, known = 2, 4
    elif re.search(r"SIS\s+User\s+ID", header[2]) and re.search(r"SIS\s+Login\s+ID", header[3]):
        extra = int(bool(re.search(r"Integration\s+ID", header[4])))
        sis, login, known = 2, 3, 5 + extra
        known += int(bool(re.search(r"Root\s+Account", header[4 + extra])))
    if "Section" not in header[known - 1]:
        raise Failed("Invalid header row")
    columns = [(title, header.index(title)) for title in header[known:] if not TOTALS.search(title)]
    stored = {}
    for row in rows:
        if "Points Possible" in row[0]:
            continue
        if all(re.fullmatch(r"(?i)\s*(Muted|Manual Posting.*)?\s*", cell) for cell in row):
            continue
        user = _canvas_user(row, students, login, sis)
        for title, place in columns:
            stored[user, _canvas_assignment(title, assignments)] = row[place].strip()
    return stored


def _number(field):
    if not re.fullmatch(r"-?[0-9.,]+%?", field):
        return field
    *parts, last = re.split("[,.]", field)
    return f"{''.join(parts)}.{last}" if parts else last


def _canvas_user(row, students, login, sis):
    given = re.match(r"\s*(\d+)", row[1])
    for name, cell in (("id", given and given[1]), ("sis", sis), ("login", login)):
        wanted = row[cell] if isinstance(cell, int) else cell
        found = [s["id"] for s in students if wanted and s.get(name) == wanted]
        if found:
            return found[0]
    named = [s["id"] for s in students if s["name"] == row[0]]
    return named[0] if named else ("new", row[0])


def _canvas_assignment(title, assignments):
    numbered = re.fullmatch(r"(.*)\s\((\d+)\)", title, re.DOTALL)
    if numbered and numbered[2] in assignments:
        return assignments[numbered[2]]
    return title if title in assignments.values() else ("new", title)


def moodle(text, users, mapping, field):
    """{(user, grade item): grade} that Moodle would store; Failed where it undoes everything.

    `users` are {name in that field: user}, `mapping` {column: grade item}, `field` the column that
    names the student.
    """
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip() for cell in header]
    stored, user = {}, None
    for row in rows:
        if len(row) != len(header):
            raise Failed("a row of another length")
        if len(row) <= 1:
            continue
        grades = {}
        for title, cell in zip(header, (cell.strip() for cell in row), strict=True):
            if title == field and cell not in {"", "0"}:
                if cell not in users:
                    raise Failed(f"user mapping error: {cell}")
                user = users[cell]
            elif title in mapping:
                grades[mapping[title]] = _grade(cell)
        if user is None:
            raise Failed("user not found")
        stored |= {(user, item): grade for item, grade in grades.items()}
    return stored


def _grade(cell):
    if cell in {"", "-"}:
        return None
    try:
        grade = float(cell)
    except ValueError:
        raise Failed(f"bad grade: {cell}") from None
    if grade > 100:
        raise Failed("grade value too big")
    return grade
