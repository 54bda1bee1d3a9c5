r"""What a student did, in a plain file of the working copy that can be read and synced.

`.gradsteps/progress.jsonl` is a diary: one JSON object a line, only ever added to. A line says that
an exercise was checked, and what came of it, or that a hint was shown; `docs/student.md` has the
keys. The order of lines means nothing, and a line twice is a line once: two machines' diaries are
merged by putting one below the other, and the copies that syncing programs lay beside the file on
a conflict (`progress*.jsonl`) are read too. A line that is torn, or was edited into something else,
is passed over. Nothing is ever graded from it, and it is sent nowhere.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import stat
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from grader.results import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grader.course import Course
    from grader.pages.listing import Past
    from grader.results import Results

FOLDER = Path(".gradsteps")
FILE = FOLDER / "progress.jsonl"
COPIES = "progress*.jsonl"
LARGEST = 32 << 20  # bytes of a file worth remembering, and of a diary worth reading
STATUSES = frozenset(get_args(Status))
HINTS = range(1, 100)


@dataclass(frozen=True, slots=True)
class Known:
    """What the last check of a file said."""

    status: Status
    points: float


@dataclass(slots=True)
class History:
    """What there was of an exercise, on every machine."""

    first_passed: str | None = None  # ISO time
    tries: set[str] = field(default_factory=set)  # different files that were checked
    hints: int = 0  # the highest shown


@dataclass(frozen=True, slots=True)
class _Line:
    when: str
    exercise: str
    status: Status | None = None
    points: float = 0.0
    file: str = ""
    version: str = ""
    scope: str = ""
    hint: int = 0


def remember(course: Course, submission: Path, results: Results) -> None:
    """Write down each graded exercise whose state is new."""
    known = recall(course, submission)
    lines: list[dict[str, Any]] = []
    for exercise in results.exercises:
        path = submission / (exercise.path or "")
        if not exercise.path or not _readable(path):
            continue
        if known.get(exercise.name) == Known(exercise.status, exercise.points):
            continue
        facts = {"status": exercise.status, "points": exercise.points, "of": exercise.of}
        version = {"file": _hash(path), "version": course.version, "scope": results.scope}
        lines.append(_said(course, exercise.name, {**facts, **version}))
    _add(submission, lines)


def recall(course: Course, submission: Path) -> dict[str, Known]:
    """Return what is known of exercises as their files and the course are now."""
    scope = "all" if course.has_solutions else "public"
    latest: dict[tuple[str, str], _Line] = {}
    for line in _lines(course, submission):
        if line.status and line.version == course.version and line.scope == scope:
            latest[line.exercise, line.file] = line
    checked = {name for name, _ in latest}
    found = {}
    for exercise in course.exercises:
        path = submission / exercise.stub
        if exercise.id in checked and _readable(path):
            last = latest.get((exercise.id, _hash(path)))
            if last is not None and last.status:
                found[exercise.id] = Known(last.status, last.points)
    return found


def history(course: Course, submission: Path) -> dict[str, History]:
    """Return what there was of every exercise that was begun or asked about."""
    found: dict[str, History] = {}
    for line in _lines(course, submission):
        past = found.setdefault(line.exercise, History())
        past.hints = max(past.hints, line.hint)
        if line.status and line.status not in ("todo", "unavailable"):
            past.tries.add(line.file)
        if line.status == "pass":
            past.first_passed = past.first_passed or line.when
    return found


def past(course: Course, submission: Path) -> dict[str, Past]:
    """Return what pages tell of exercises' histories."""
    from grader.pages.listing import Past

    found = history(course, submission)
    return {
        name: Past(len(one.tries), one.hints, (one.first_passed or "")[:10])
        for name, one in found.items()
    }


def hints_given(course: Course, submission: Path, exercise: str) -> int:
    """Return the highest hint of an exercise that was shown."""
    return history(course, submission).get(exercise, History()).hints


def note_hint(course: Course, submission: Path, exercise: str, given: int) -> None:
    """Write down that a hint was given."""
    if given > hints_given(course, submission, exercise):
        _add(submission, [_said(course, exercise, {"hint": given})])


def _said(course: Course, exercise: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    when = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"when": when, "course": course.id, "exercise": exercise, **facts}


def _add(submission: Path, lines: list[dict[str, Any]]) -> None:
    """Add lines in one write; a folder that is no working copy, or read-only, remembers nothing."""
    if not lines or not (submission / "exercises").is_dir():
        return
    text = "".join(json.dumps(line) + "\n" for line in lines)
    # Never through a link: whoever looks at another's working copy writes nowhere else.
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        (submission / FOLDER).mkdir(exist_ok=True)
        diary = os.open(submission / FILE, flags, 0o644)
        try:
            facts = os.fstat(diary)
            if stat.S_ISREG(facts.st_mode):
                torn = facts.st_size and os.pread(diary, 1, facts.st_size - 1) != b"\n"
                os.write(diary, ("\n" * bool(torn) + text).encode())
        finally:
            os.close(diary)
    except OSError:
        return


def _lines(course: Course, submission: Path) -> list[_Line]:
    """Return what can be read of the course's lines, the earliest first."""
    found = set()
    for path in (submission / FOLDER).glob(COPIES):
        if _readable(path):
            found |= set(_parsed(course, path))
    return sorted(found, key=lambda line: (line.when, line.file, line.status or ""))


def _parsed(course: Course, path: Path) -> Iterator[_Line]:
    names = {exercise.id for exercise in course.exercises}
    try:
        texts = path.read_bytes().splitlines()
    except OSError:
        return
    for text in texts:
        try:
            line = _line(json.loads(text))
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            continue  # torn, or edited into something else
        if line is not None and line[0] == course.id and line[1].exercise in names:
            yield line[1]


def _line(said: dict[str, Any]) -> tuple[str, _Line] | None:
    """Return a line's course and content, None where a value is none of its kind."""
    course, exercise = str(said["course"]), str(said["exercise"])
    when = datetime.fromisoformat(said["when"]).astimezone(UTC).isoformat()
    if "hint" in said:
        if said["hint"] not in HINTS:
            return None
        return course, _Line(when, exercise, hint=int(said["hint"]))
    points = float(said["points"])
    if said["status"] not in STATUSES or not math.isfinite(points):
        return None
    file, version, scope = (str(said[key]) for key in ("file", "version", "scope"))
    return course, _Line(when, exercise, said["status"], points, file, version, scope)


def _readable(path: Path) -> bool:
    """Tell whether a file is one that grading may have read, not a device or a giant."""
    try:
        return path.is_file() and path.stat().st_size <= LARGEST
    except OSError:
        return False


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
