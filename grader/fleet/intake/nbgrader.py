"""nbgrader's layout: `submitted/<student>/<assignment>/`, its own `timestamp.txt` in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.submissions import Problem
from grader.submissions.folder import read_file

from .handed import Collection, HandIn, IntakeError, hidden, sorted_hand_ins
from .place import Place
from .times import TimeError, parse_time

if TYPE_CHECKING:
    from datetime import datetime, tzinfo
    from pathlib import Path

STAMP = "timestamp.txt"
_LONGEST = 1 << 10  # bytes of a time


def submitted_folder(folder: Path) -> Path | None:
    """Return the `submitted` folder that `folder` is or has, if any.

    Told by what students cannot write: a class must not be read otherwise for one's files.
    """
    if folder.name == "submitted":
        return folder
    inner = folder / "submitted"
    if inner.is_dir() and any(
        (folder / name).exists() for name in ("nbgrader_config.py", "gradebook.db", "source")
    ):
        return inner
    return None


def nbgrader(folder: Path, zone: tzinfo, assignment: str | None) -> Collection:
    """Collect one assignment. Raises IntakeError where there are several and none was named."""
    folders = [
        (student, inner)
        for student in sorted(folder.iterdir())
        if student.is_dir() and not hidden(student.name)
        for inner in sorted(student.iterdir())
        if inner.is_dir() and not hidden(inner.name)
    ]
    there = sorted({inner.name for _, inner in folders})
    if assignment is None and len(there) > 1:
        names = ", ".join(there)
        raise IntakeError(f"{folder} holds several assignments; --assignment one of: {names}")
    if assignment is not None and assignment not in there:
        raise IntakeError(f"{folder} holds no assignment `{assignment}`")
    remarks: list[str] = []
    handed = [
        HandIn(
            student.name,
            f"{student.name}/{inner.name}",
            Place(inner),
            _stamped(inner, zone, remarks),
        )
        for student, inner in folders
        if assignment in (None, inner.name)
    ]
    return Collection("nbgrader", sorted_hand_ins(handed), tuple(remarks))


def _stamped(folder: Path, zone: tzinfo, remarks: list[str]) -> datetime | None:
    path = folder / STAMP
    if not path.exists() and not path.is_symlink():
        return None
    try:
        if path.is_symlink():
            raise TimeError("is a link")
        return parse_time(read_file(path, _LONGEST, STAMP).decode("utf-8", "replace"), zone)
    except (TimeError, Problem) as error:
        said = str(error) if isinstance(error, TimeError) else "cannot be read"
        name = f"{folder.parent.name}/{folder.name}/{STAMP}"
        remarks.append(f"{name} {said}; its time counts as unknown")
        return None
