"""The committed record of which exercises were checked fully, as they are and by which judges.

Where it holds, a check in another clone only has to show that the exercise still works there. It
holds for the exercise's own content and for the code that judges and measures it: a change of
either means a full check. Other parts of the grader, libraries and machines may change, for that
is what the light check runs. An entry that was edited by hand does not hold; whoever forges one on
purpose fools only themselves.
"""

from __future__ import annotations

import ast
import hashlib
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from .content import content
from .ledger import Entry, Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.course import Course, Exercise

    from .report import Report

FILE = Path("docs") / "checked.json"
FORMAT = 1
UNTRIED = {"no_library", "no_backend"}
# What says how far an answer is off, on which inputs, and what an author's answers must show.
JUDGES = (
    "authoring/damage.py",
    "authoring/generic.py",
    "authoring/judging.py",
    "authoring/known.py",
    "authoring/lookup.py",
    "authoring/proof.py",
    "authoring/trials.py",
    "authoring/wrong.py",
    "checks/arrays.py",
    "checks/compare.py",
    "checks/draw.py",
    "checks/gradient.py",
    "checks/inputs.py",
    "checks/places.py",
    "checks/sampling.py",
    "checks/statements.py",
    "checks/tolerance.py",
    "run/attempt.py",
)


class Record:
    """What was checked fully and found sound."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._ledger = Ledger(
            course.root / FILE, course.root / ".gradsteps" / "record.lock", FORMAT
        )
        self._known = self._ledger.read()

    def holds(self, exercise: Exercise) -> bool:
        """Tell whether the exercise was checked fully as it is, by the judges there are."""
        entry = self._known.get(exercise.id)
        return (
            entry is not None
            and entry.get("proof") == _proof(exercise.id, entry)
            and entry.get("content") == content(self._course, exercise)
            and entry.get("judges") == judges()
        )

    def keep(self, exercise: Exercise, report: Report) -> None:
        """Write down a sound exercise that was checked fully, strike out one with faults.

        What this machine cannot run says nothing about the exercise.
        """
        if any(fault.kind in UNTRIED for fault in report.faults):
            return
        if not report.sound:
            self._ledger.change({exercise.id: None})
        elif report.depth != "light" and not self.holds(exercise):
            entry: Entry = {
                "content": content(self._course, exercise),
                "judges": judges(),
                "seeds": report.seeds,
                "date": datetime.now(UTC).date().isoformat(),
            }
            self._ledger.change({exercise.id: {**entry, "proof": _proof(exercise.id, entry)}})


def _proof(exercise: str, entry: Entry) -> str:
    told = {name: value for name, value in entry.items() if name != "proof"}
    return _digest(exercise + json.dumps(told, sort_keys=True))


@cache
def judges() -> str:
    """Return a digest of the code that judges, without its comments and docstrings."""
    root = Path(__file__).parents[1]
    return _digest("\n".join(line for name in JUDGES for line in _code(root / name)))


def _code(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    prose: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                prose |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    for number, line in enumerate(text.splitlines(), 1):
        if number not in prose and line.strip() and not line.lstrip().startswith("#"):
            yield line


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
