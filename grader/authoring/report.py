"""What `dev check` found out about one exercise, and what of it is remembered."""

from __future__ import annotations

import hashlib
import json
import platform
import tomllib
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.run.versions import installed_versions

from .complete import files_of
from .faults import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.course import Course, Exercise

FILE = Path(".gradsteps") / "dev-check.json"
FORMAT = 1
LIBRARIES = ("gradsteps", "python", "numpy", "scipy", "torch", "hypothesis")
OUTSIDE = {"pages", "cli"}  # rooms that have no say in a verdict


@dataclass(frozen=True, slots=True)
class Report:
    """Faults, remarks (shown, no fault), how much there is of everything, and how it was found."""

    exercise: str
    chapter: str
    faults: tuple[Fault, ...]
    remarks: tuple[Fault, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    seeds: int = 0
    seconds: float = 0.0
    cached: bool = False

    @property
    def sound(self) -> bool:
        """True when nothing is wrong."""
        return not self.faults


class Memory:
    """Sound reports by content, in a file of the checkout. Never a reason to fail."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._path = course.root / FILE
        self._known = self._read()

    def recall(self, exercise: Exercise, seeds: int) -> Report | None:
        """Return the report of the same exercise under the same grader and at least `seeds`."""
        entry = self._known.get(exercise.id)
        if entry is None or entry["engine"] != engine() or entry["seeds"] < seeds:
            return None
        if entry["content"] != content(self._course, exercise):
            return None
        remarks = tuple(Fault(r["exercise"], r["kind"], r["facts"]) for r in entry["remarks"])
        return Report(
            exercise.id,
            exercise.chapter,
            (),
            remarks,
            entry["counts"],
            entry["seeds"],
            entry["seconds"],
            cached=True,
        )

    def unchanged(self, exercise: Exercise) -> bool:
        """Tell whether the exercise itself was sound as it is, be it under another grader."""
        entry = self._known.get(exercise.id)
        return entry is not None and entry["content"] == content(self._course, exercise)

    def keep(self, exercise: Exercise, report: Report) -> None:
        """Remember a sound report, forget an exercise that is not."""
        self._known.pop(exercise.id, None)
        if report.sound:
            self._known[exercise.id] = {
                "content": content(self._course, exercise),
                "engine": engine(),
                "seeds": report.seeds,
                "seconds": report.seconds,
                "counts": dict(report.counts),
                "remarks": [asdict(remark) for remark in report.remarks],
            }
        document = {"format": FORMAT, "exercises": self._known}
        try:
            self._path.parent.mkdir(exist_ok=True)
            draft = self._path.with_suffix(".draft")
            draft.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
            draft.replace(self._path)
        except OSError:
            return

    def _read(self) -> dict[str, Any]:
        try:
            document = json.loads(self._path.read_text(encoding="utf-8"))
            return dict(document["exercises"]) if document["format"] == FORMAT else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}


def content(course: Course, exercise: Exercise) -> str:
    """Return a digest of everything an author wrote about one exercise."""
    given = {e.id: e.given for e in course.exercises if e.id in exercise.needs}
    parts = [repr(exercise), repr(sorted(given.items()))]
    parts += [_part(path, exercise.id) for path in files_of(course, exercise)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def _part(path: Path, exercise: str) -> str:
    """Return a file's text; of a file shared by a chapter, this exercise's table only."""
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".toml":
            return json.dumps(tomllib.loads(text).get(exercise))
        return json.dumps(json.loads(text).get(exercise)) if path.suffix == ".json" else text
    except (OSError, ValueError) as error:
        return type(error).__name__


@cache
def engine() -> str:
    """Return a digest of the grader's sources and of the versions of what it computes with."""
    root = Path(__file__).parents[1]
    found = hashlib.sha256(platform.machine().encode())
    found.update(repr(sorted(installed_versions(LIBRARIES).items())).encode())
    for path in sorted(root.rglob("*.py")):
        if path.relative_to(root).parts[0] not in OUTSIDE:
            found.update(path.read_bytes())
    return found.hexdigest()[:24]
