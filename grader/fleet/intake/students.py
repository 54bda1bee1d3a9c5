"""A folder per student, or a file named for each: `ann/`, `ben.zip`, `cem.ipynb`, `dee.py`.

What lies in a student's folder is the student's word, so no time is taken from it. In the layout
`attempts`, which has to be asked for, the instructor's are the folders in it, named for times:
`ann/2026-11-21T23-59-00+0800/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .handed import SUFFIXES, Collection, HandIn, IntakeError, hidden, sorted_hand_ins
from .place import Place
from .times import folder_time

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

    from grader.course import Course


def students(folder: Path, course: Course, without: Path | None = None) -> Collection:
    """Collect the submissions in a folder, less what lies at `without`.

    Raises IntakeError for one student's own folder.
    """
    if _one_submission(folder, course):
        raise IntakeError(
            f"{folder} is one submission, not a folder of them; "
            f"`grade run --submission {folder}` grades it"
        )
    handed: list[HandIn] = []
    remarks: list[str] = []
    for path in sorted(folder.iterdir()):
        if hidden(path.name) or path.resolve() == without:
            continue
        if path.is_dir():
            handed.append(HandIn(path.name, path.name, Place(path)))
        elif path.suffix in SUFFIXES:
            handed.append(HandIn(path.stem, path.name, Place(path)))
        else:
            remarks.append(f"{path.name} is no submission")
    return Collection("students", sorted_hand_ins(handed), tuple(remarks))


def attempts(folder: Path, zone: tzinfo) -> Collection:
    """Collect every attempt of every student. What is named for no time is remarked."""
    handed: list[HandIn] = []
    remarks: list[str] = []
    for student in sorted(folder.iterdir()):
        for path in sorted(student.iterdir()) if student.is_dir() else ():
            label = f"{student.name}/{path.name}"
            time = folder_time(path.name, zone) if path.is_dir() else None
            if time is not None:
                handed.append(HandIn(student.name, label, Place(path), time))
            elif not hidden(path.name):
                remarks.append(f"{label} is no folder named for a time")
    return Collection("attempts", sorted_hand_ins(handed), tuple(remarks))


def _one_submission(folder: Path, course: Course) -> bool:
    if (folder / "exercises").is_dir():
        return True
    return any(
        (folder / exercise.chapter / f"{exercise.id}.py").is_file()
        or (folder / f"{exercise.id}.py").is_file()
        for exercise in course.exercises
    )
