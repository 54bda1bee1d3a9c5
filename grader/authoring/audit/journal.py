"""What was found about each mutant, on disk: an audit goes on where it was interrupted.

One file an exercise in `.gradsteps/audit/`, a line a finding. Its first line is a hash of
everything that findings depend on; where that changed, nothing of the file is believed.
"""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import grader
from grader.run.versions import installed_versions

from .equivalence import Compared
from .judge import Kill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.course import Course, Exercise

FOLDER = Path(".gradsteps") / "audit"
ROOMS = ("checks", "isolation", "run", "submissions", "authoring/audit", "blocks.py", "__init__.py")
LIBRARIES = ("python", "numpy", "scipy", "hypothesis", "torch")


class Journal:
    """Findings of one exercise by mutant id. A folder that cannot be written to keeps nothing."""

    def __init__(self, course: Course, exercise: Exercise, *, fresh: bool = False) -> None:
        """Read what still holds; `fresh` begins anew."""
        self.kills: dict[str, Kill | None] = {}
        self.compared: dict[str, Compared] = {}
        self._path = course.root / FOLDER / f"{exercise.id}.jsonl"
        self._lock = threading.Lock()
        key = key_of(course, exercise)
        lines = [] if fresh else list(self._lines())
        if lines and lines[0].get("key") == key:
            for line in lines[1:]:
                self._take(line)
        else:
            self._write("w", {"key": key})

    def killed(self, mutant: str, kill: Kill | None) -> None:
        """Keep how a mutant was judged."""
        self.kills[mutant] = kill
        self._write("a", {"id": mutant, "kill": None if kill is None else asdict(kill)})

    def differs(self, mutant: str, compared: Compared) -> None:
        """Keep how a mutant compares with the solution."""
        self.compared[mutant] = compared
        self._write("a", {"id": mutant, "compared": asdict(compared)})

    def _take(self, line: dict[str, Any]) -> None:
        if "kill" in line:
            kill = line["kill"]
            self.kills[line["id"]] = None if kill is None else Kill(**kill)
        elif "compared" in line:
            self.compared[line["id"]] = Compared(**line["compared"])

    def _lines(self) -> Iterator[dict[str, Any]]:
        try:
            text = self._path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return
        for line in text.splitlines():
            try:
                yield dict(json.loads(line))
            except (ValueError, TypeError):
                continue  # a line that was being written when the audit was killed

    def _write(self, mode: str, line: dict[str, Any]) -> None:
        with self._lock:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with self._path.open(mode, encoding="utf-8") as file:
                    file.write(json.dumps(line) + "\n")
            except OSError:
                return


def key_of(course: Course, exercise: Exercise) -> str:
    """Return a hash of the exercise, the engine that judges it and the libraries it runs on."""
    given = {e.id: e.given for e in course.exercises if e.id in exercise.needs}
    seen = hashlib.sha256(repr((exercise, given)).encode())
    seen.update(repr(installed_versions(LIBRARIES)).encode())
    for path in (*_files(course, exercise), *_engine()):
        seen.update(f"\n{path.name}\n".encode())
        seen.update(path.read_bytes() if path.exists() else b"-")
    return seen.hexdigest()


def _files(course: Course, exercise: Exercise) -> list[Path]:
    exercises = course.root / "exercises" / exercise.chapter
    solutions = course.root / "solutions" / exercise.chapter
    names = (f"{exercise.id}.py", f"test_{exercise.id}.py")
    return [
        *(folder / name for folder in (exercises, solutions) for name in names),
        exercises / "examples.json",
    ]


def _engine() -> list[Path]:
    root = Path(grader.__file__).parent
    found = [root / "authoring" / "stub.py"]
    for room in ROOMS:
        path = root / room
        found += [path] if path.suffix else sorted(path.rglob("*.py"))
    return found
