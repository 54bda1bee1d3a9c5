"""What `dev check` found out about one exercise, and what of it is remembered."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .content import content, engine
from .faults import Fault
from .ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.course import Course, Exercise

FILE = Path(".gradsteps") / "dev-check.json"
FORMAT = 2

Depth = Literal["light", "full", "deep"]


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
    depth: Depth = "full"
    cached: bool = False

    @property
    def sound(self) -> bool:
        """True when nothing is wrong."""
        return not self.faults


class Memory:
    """Sound reports by content, in a file of the checkout. Never a reason to fail."""

    def __init__(self, course: Course) -> None:
        self._course = course
        path = course.root / FILE
        self._ledger = Ledger(path, path.with_suffix(".lock"), FORMAT)
        self._known = self._ledger.read()

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
            entry["depth"],
            cached=True,
        )

    def keep(self, exercise: Exercise, report: Report) -> None:
        """Remember a sound report, forget an exercise that is not."""
        entry = {
            "content": content(self._course, exercise),
            "engine": engine(),
            "seeds": report.seeds,
            "depth": report.depth,
            "seconds": report.seconds,
            "counts": dict(report.counts),
            "remarks": [asdict(remark) for remark in report.remarks],
        }
        self._ledger.change({exercise.id: entry if report.sound else None})
