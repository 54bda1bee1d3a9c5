"""`grade pack`: the zip to hand in and its receipt.

The zip holds the student's sources under the paths the grader looks at, and nothing else: no time,
no receipt. So the same sources always make the same bytes, and whoever keeps the receipt can show
later what was handed in by packing again.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.submissions import Problem, open_submission
from grader.submissions.folder import Folder
from grader.submissions.source import ARCHIVE_LIMIT, NOTEBOOK_LIMIT, SOURCE_LIMIT, too_large

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from grader.course import Course, Exercise
    from grader.results import Results

DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say
MODE = 0o100644 << 16
ABSENT = {"missing_file"}
REFUSED = {"ambiguous", "outside_link", "too_large", "unreadable"}
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Packed:
    """A hand-in: the zip's bytes, its files in order, and the exercises without one."""

    data: bytes
    files: Mapping[str, bytes]
    missing: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """The receipt hash: 64 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


def pack(folder: Path, course: Course) -> Packed:
    """Pack the exercise files of a working copy.

    Raises Problem for a file that leaves the folder, is too large, unreadable or there twice with
    different contents, naming it; it would not be what is graded.
    """
    submission = open_submission(folder, course)
    tree = Folder(folder, course.root / "solutions")
    files: dict[str, bytes] = {}
    missing = []
    for exercise in course.exercises:
        try:
            found = submission.program(exercise).path
        except Problem as problem:
            if problem.kind in REFUSED:
                raise
            if problem.kind in ABSENT or problem.path is None:
                missing.append(exercise.id)
                continue
            found = problem.path
        limit = NOTEBOOK_LIMIT if found.endswith(".ipynb") else SOURCE_LIMIT
        files[_canonical(found, exercise)] = tree.read(found, limit)
    size = sum(map(len, files.values()))
    if size > ARCHIVE_LIMIT:
        raise too_large(size, ARCHIVE_LIMIT, folder.name)
    return Packed(_zipped(files), dict(sorted(files.items())), tuple(missing))


def receipt(packed: Packed, course: Course, results: Results) -> dict[str, Any]:
    """Return what proves a hand-in: hashes, the public score, when."""
    return {
        "format": FORMAT,
        "course": course.id,
        "version": course.version,
        "sha256": packed.sha256,
        "bytes": len(packed.data),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in packed.files.items()},
        "scope": results.scope,
        "points": results.points,
        "of": results.of,
        "exercises": {exercise.name: exercise.status for exercise in results.exercises},
        "packed": results.started,
        "versions": dict(results.versions),
    }


def receipt_text(facts: Mapping[str, Any]) -> str:
    """Return the receipt as a file says it."""
    return json.dumps(facts, indent=1) + "\n"


def _canonical(found: str, exercise: Exercise) -> str:
    """Return where a grader looks first; a notebook of several exercises keeps its name."""
    name = found.rpartition("/")[2]
    if name in (f"{exercise.id}.py", f"{exercise.id}.ipynb"):
        return f"exercises/{exercise.chapter}/{name}"
    return found


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip whose bytes depend on nothing but names and contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            member = zipfile.ZipInfo(name, DATE)
            member.create_system = 3
            member.external_attr = MODE
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return out.getvalue()
