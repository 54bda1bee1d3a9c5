"""What was found last time, in a plain file of the working copy that can be read and synced.

`.gradsteps/progress.json` holds, by exercise, the last status and points and a hash of the file
they are about; the overview shows what still holds. Nothing is ever graded from it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.course import Course
    from grader.results import Results

FILE = Path(".gradsteps") / "progress.json"
FORMAT = 1
LARGEST = 32 << 20  # bytes of a file worth remembering


def remember(course: Course, submission: Path, results: Results) -> None:
    """Write down each graded exercise."""
    if not submission.is_dir():
        return
    done = _read(submission).get(course.id, {})
    for exercise in results.exercises:
        path = submission / (exercise.path or "")
        if exercise.path and _readable(path):
            done.setdefault(exercise.name, {}).update(
                status=exercise.status,
                points=exercise.points,
                of=exercise.of,
                file=_hash(path),
                when=results.started,
            )
    _write(course, submission, done)


def hints_given(course: Course, submission: Path, exercise: str) -> int:
    """Return how many hints of an exercise were asked for."""
    return int(_read(submission).get(course.id, {}).get(exercise, {}).get("hints", 0))


def note_hint(course: Course, submission: Path, exercise: str, given: int) -> None:
    """Write down that a hint was given."""
    done = _read(submission).get(course.id, {})
    done.setdefault(exercise, {})["hints"] = given
    _write(course, submission, done)


def _write(course: Course, submission: Path, done: dict[str, Any]) -> None:
    """Write the file whole; a folder that is no working copy, or read-only, remembers nothing."""
    if not (submission / "exercises").is_dir():
        return
    document = {"format": FORMAT, "courses": {**_read(submission), course.id: done}}
    target = submission / FILE
    try:
        target.parent.mkdir(exist_ok=True)
        draft = target.with_suffix(".draft")
        draft.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
        draft.replace(target)
    except OSError:
        return


def recall(course: Course, submission: Path) -> dict[str, dict[str, Any]]:
    """Return what is known of exercises whose file has not changed since."""
    known = _read(submission).get(course.id, {})
    return {
        exercise.id: known[exercise.id]
        for exercise in course.exercises
        if exercise.id in known
        and _readable(submission / exercise.stub)
        and known[exercise.id].get("file") == _hash(submission / exercise.stub)
    }


def _read(submission: Path) -> dict[str, dict[str, Any]]:
    try:
        document = json.loads((submission / FILE).read_text(encoding="utf-8"))
        return dict(document["courses"]) if document["format"] == FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _readable(path: Path) -> bool:
    """Tell whether a file is one that grading may have read, not a device or a giant."""
    try:
        return path.is_file() and path.stat().st_size <= LARGEST
    except OSError:
        return False


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
