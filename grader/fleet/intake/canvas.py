"""Canvas's "Download submissions": flat files, `smithann_LATE_1201_88213_softmax-1.py`.

The name without spaces, `LATE` where Canvas calls it late, the number of the student, that of the
file, the student's own name for it, with `-1` ... where they handed in again. The numbers are the
`ID` of Canvas's gradebook. There is no time: a roster's column `submitted` can give it.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from .handed import Collection, HandIn, IntakeError, sorted_hand_ins
from .listing import names
from .place import Place

if TYPE_CHECKING:
    from pathlib import Path

    from grader.course import Course

_FILE = re.compile(r"(?P<who>.+?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<file>\d+)_(?P<own>.+)")
_TEXT = re.compile(r"(?P<who>.+?)(?:_LATE)?_(?P<user>\d+)_(?:text|link)\.html")
_AGAIN = re.compile(r"-\d+$")


def is_canvas(files: list[str]) -> bool:
    """Tell whether an export's files are all named as Canvas does."""
    return bool(files) and all(
        "/" not in name and (_FILE.fullmatch(name) or _TEXT.fullmatch(name)) for name in files
    )


def canvas(export: Path, course: Course) -> Collection:
    """Collect an export, a zip or unpacked."""
    ids = {exercise.id for exercise in course.exercises} | {c.id for c in course.chapters}
    files: dict[str, list[tuple[str, str]]] = {}
    who: dict[str, str] = {}
    remarks: list[str] = []
    late = 0
    for name in names(export):
        found = _FILE.fullmatch(name)
        if found is None:
            remarks.append(f"{name} is no file that a student handed in")
            continue
        user = found["user"]
        who[user] = found["who"]
        late += found["late"] is not None
        files.setdefault(user, []).append((name, _own(found["own"], ids)))
    if not files:
        raise IntakeError(f"{export} has no file named as Canvas does")
    if late:
        remarks.append(
            f"Canvas marks {late} files LATE without saying when; a roster with a column "
            "`submitted` can"
        )
    handed = [
        HandIn(user, f"{who[user]}_{user}", Place(export, tuple(members)), name=who[user])
        for user, members in files.items()
    ]
    return Collection("canvas", sorted_hand_ins(handed), tuple(remarks))


def _own(name: str, ids: set[str]) -> str:
    """Return the student's own name for a file: without `-1` where that is an exercise's."""
    path = PurePosixPath(name)
    first = _AGAIN.sub("", path.stem)
    return f"{first}{path.suffix}" if path.stem not in ids and first in ids else name
