"""Gradescope's export: a folder per submission, and `submission_metadata.yml` that says whose.

The file is YAML as Ruby writes it, with symbols for keys. Of each submission's entry we read what
stands two columns in: its submitters and its time; the results and the history below it are left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .handed import Collection, HandIn, IntakeError, sorted_hand_ins
from .listing import names, text
from .place import Place
from .times import TimeError, parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo
    from pathlib import Path

METADATA = "submission_metadata.yml"

_SUBMISSION = re.compile(r"""['"]?(\w[\w.-]*)['"]?:\s*""")
_KEY = re.compile(r"(  |  - |    ):(\w+):\s?(.*)")
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")


@dataclass
class _Entry:
    name: str  # submission_123
    created: str = ""
    submitters: list[dict[str, str]] = field(default_factory=list)


def metadata_of(files: list[str]) -> str | None:
    """Return where the metadata are among an export's files, if it is one."""
    found = [name for name in files if name.split("/")[-1] == METADATA and name.count("/") <= 1]
    return found[0] if found else None


def gradescope(export: Path, zone: tzinfo) -> Collection:
    """Collect an export, a zip or unpacked. A group's submission is each member's."""
    files = names(export)
    metadata = metadata_of(files)
    if metadata is None:
        raise IntakeError(f"{export} has no {METADATA}")
    top = metadata.removesuffix(METADATA)
    members: dict[str, list[tuple[str, str]]] = {}
    for name in files:
        folder, _, own = name.removeprefix(top).partition("/")
        if name.startswith(top) and own:
            members.setdefault(folder, []).append((name, own))
    handed: list[HandIn] = []
    remarks: list[str] = []
    for entry in _entries(text(export, metadata)):
        there = members.pop(entry.name, [])
        place = _place(export, top + entry.name, there)
        if not entry.submitters:
            remarks.append(f"{entry.name} names no submitter and is not graded")
        submitted = _time(entry, zone, remarks)
        for who in entry.submitters:
            student = who.get("sid") or who.get("email") or f"{entry.name} {who.get('name', '')}"
            name, email = who.get("name", ""), who.get("email", "")
            handed.append(HandIn(student, entry.name, place, submitted, name, email))
    remarks += [f"{folder} is not in {METADATA} and is not graded" for folder in sorted(members)]
    return Collection("gradescope", sorted_hand_ins(handed), tuple(remarks))


def _place(export: Path, folder: str, members: list[tuple[str, str]]) -> Place:
    if export.is_dir() and (export / folder).is_dir():
        return Place(export / folder)
    # Without a file, the metadata stand for an empty submission: reading it finds nothing.
    return Place(export, tuple(members)) if members else Place(export / folder)


def _time(entry: _Entry, zone: tzinfo, remarks: list[str]) -> datetime | None:
    if not entry.created:
        return None
    try:
        return parse_time(entry.created, zone)
    except TimeError as error:
        remarks.append(f"{entry.name}: created_at {error}; its time counts as unknown")
        return None


def _entries(document: str) -> Iterator[_Entry]:
    entry: _Entry | None = None
    within = False  # in the list of submitters
    for line in document.splitlines():
        if found := _SUBMISSION.fullmatch(line):
            if entry:
                yield entry
            entry, within = _Entry(found[1]), False
        elif entry and (pair := _KEY.fullmatch(line)):
            lead, key, value = pair.groups()
            if lead == "  ":
                within = key == "submitters"
                if key == "created_at":
                    entry.created = scalar(value)
            elif within:
                if lead == "  - ":
                    entry.submitters.append({})
                entry.submitters[-1][key] = scalar(value)
    if entry:
        yield entry


def scalar(written: str) -> str:
    """Return a YAML scalar on one line as text: plain, 'single' or "double" quoted; null is ''."""
    written = written.strip()
    if len(written) > 1 and written[0] == written[-1] == "'":
        return written[1:-1].replace("''", "'")
    if len(written) > 1 and written[0] == written[-1] == '"':
        return _ESCAPE.sub(_unescaped, written[1:-1])
    return "" if written in ("", "~", "null") else written


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    if len(code) > 1:
        return chr(int(code[1:], 16))
    return {"n": "\n", "t": "\t", "e": "\x1b", "0": "\0"}.get(code, code)
