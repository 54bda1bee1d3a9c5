"""The counts behind a class report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import fmean, quantiles
from typing import TYPE_CHECKING

from grader.pages.safe import line, made_safe
from grader.pages.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.results import CheckResult, ClassFacts, ExerciseResult, Graded, Status

NAMED = 60  # students named where there are more
BINS = 10  # of the distribution
UNJUDGED: tuple[Status, ...] = ("unavailable", "undecided")  # the machine could not tell

# What kept a file from being graded, where its own sentence would name one student's line.
PROBLEMS = {
    "missing_file": "there is no such file",
    "untouched": "not begun",
    "empty_file": "the file is empty",
    "not_utf8": "the file is not UTF-8 text",
    "syntax": "a syntax error",
    "no_entry": "the function or class is not in the file",
    "wrong_signature": "the function cannot be called as the statement says",
    "not_callable": "the name is no function",
    "outside_link": "the file is a link to elsewhere",
    "too_large": "the file is too large",
    "unreadable": "the file cannot be read",
    "import_raised": "loading the file raised an error",
    "import_ended": "loading the file did not end well",
    "forbidden_name": "a forbidden name is used",
    "missing_library": "a library is missing",
    "ambiguous": "two files have the name",
}


@dataclass(slots=True)
class Names:
    """How many students, and who the first of them are."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, name: str) -> None:
        """One more student."""
        self.count += 1
        if len(self.first) < NAMED:
            self.first.append(name)

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.first)


@dataclass(slots=True)
class CheckCounts:
    """How one check went."""

    name: str
    says: str
    hidden: bool
    statuses: Counter[Status] = field(default_factory=Counter)

    @property
    def passed(self) -> int:
        """How many passed it."""
        return self.statuses["pass"]

    @property
    def ran(self) -> int:
        """For how many it ran: an earlier check that failed leaves a later one out."""
        return self.statuses.total() - sum(self.statuses[s] for s in ("skipped", *UNJUDGED))


@dataclass(slots=True)
class ExerciseCounts:
    """How one exercise went."""

    name: str
    chapter: str
    of: float
    statuses: Counter[Status] = field(default_factory=Counter)
    points: float = 0.0
    checks: dict[str, CheckCounts] = field(default_factory=dict)
    mistakes: dict[str, Names] = field(default_factory=dict)  # by what the mistake says

    @property
    def begun(self) -> int:
        """How many handed in something that could be judged."""
        return self.statuses.total() - sum(self.statuses[s] for s in ("todo", *UNJUDGED))

    @property
    def passed(self) -> int:
        """How many passed."""
        return self.statuses["pass"]

    @property
    def unjudged(self) -> int:
        """How many could not be judged: not their fault."""
        return sum(self.statuses[status] for status in UNJUDGED)


@dataclass(slots=True)
class Summary:
    """What a class did."""

    facts: ClassFacts
    shares: list[float] = field(default_factory=list)  # of the points there are, one per student
    exercises: dict[str, ExerciseCounts] = field(default_factory=dict)
    missing: Names = field(default_factory=Names)  # handed in nothing
    unmatched: Names = field(default_factory=Names)  # not in the roster
    incomplete: Names = field(default_factory=Names)  # graded in part
    late: int = 0
    advisory: int = 0
    faults: dict[str, Names] = field(default_factory=dict)  # the grader's or the machine's, by text

    @property
    def graded(self) -> int:
        """How many were graded."""
        return len(self.shares)

    @property
    def bins(self) -> list[int]:
        """How many have 0 to 10 %, 10 to 20 %, ... of the points; extra credit counts as 100 %."""
        counts = [0] * BINS
        for share in self.shares:
            counts[max(0, min(BINS - 1, int(share * BINS)))] += 1
        return counts

    @property
    def mean(self) -> float:
        """The mean share of points; ValueError without students."""
        return fmean(self.shares)

    @property
    def quartiles(self) -> tuple[float, float, float]:
        """The shares that a quarter, half and three quarters of the students do not exceed."""
        if len(self.shares) == 1:
            return (self.shares[0],) * 3
        first, median, third = quantiles(self.shares, n=4, method="inclusive")
        return first, median, third

    def mistakes(self) -> list[tuple[int, str, str, Names]]:
        """(students, exercise, what the mistake says, who), the most frequent first."""
        rows = [
            (names.count, exercise.name, says, names)
            for exercise in self.exercises.values()
            for says, names in exercise.mistakes.items()
        ]
        return sorted(rows, key=lambda row: (-row[0], row[1], row[2]))


def summed(facts: ClassFacts, students: Iterable[Graded], *, only_ascii: bool = False) -> Summary:
    """The counts over `students`, read once; every string in them is safe to show."""
    summary = Summary(made_safe(facts, only_ascii=only_ascii))
    for graded in students:
        _Adding(summary, line(graded.student.id, only_ascii=only_ascii), only_ascii).add(graded)
    return summary


@dataclass(frozen=True, slots=True)
class _Adding:
    """One student on the way into a summary. Only what is shown is made safe: a class is large."""

    summary: Summary
    name: str
    only_ascii: bool

    def add(self, graded: Graded) -> None:
        summary, results = self.summary, graded.results
        if not graded.student.matched:
            summary.unmatched.add(self.name)
        if graded.fault is not None:
            says = self._safe(sentence(graded.fault))
            summary.faults.setdefault(says, Names()).add(self.name)
        if results is None:
            if graded.missing:
                summary.missing.add(self.name)
            return
        summary.shares.append(results.points / results.of if results.of else 0.0)
        summary.advisory += results.advisory
        summary.late += any(exercise.late is not None for exercise in results.exercises)
        if not results.complete:
            summary.incomplete.add(self.name)
        for exercise in results.exercises:
            self._exercise(exercise)

    def _exercise(self, exercise: ExerciseResult) -> None:
        name, chapter = self._safe(exercise.name), self._safe(exercise.chapter)
        known = ExerciseCounts(name, chapter, exercise.of)
        counts = self.summary.exercises.setdefault(name, known)
        counts.statuses[exercise.status] += 1
        counts.points += exercise.points
        seen = {self._check(check, counts) for check in exercise.checks}
        if exercise.reason is not None and exercise.status not in {"todo", *UNJUDGED}:
            kind = exercise.reason.kind
            seen.add(PROBLEMS.get(kind, self._safe(kind).replace("_", " ")))
        for says in filter(None, seen):
            counts.mistakes.setdefault(says, Names()).add(self.name)

    def _check(self, check: CheckResult, counts: ExerciseCounts) -> str | None:
        """Count a check; return what is known to be wrong, the same words for every student."""
        name = self._safe(check.name)
        known = CheckCounts(name, self._safe(check.says), check.visibility == "hidden")
        counts.checks.setdefault(name, known).statuses[check.status] += 1
        if check.cause is None:
            return None
        says = check.cause.facts.get("says") if check.cause.kind == "mistake" else None
        return self._safe(says if isinstance(says, str) else sentence(check.cause))

    def _safe(self, text: str) -> str:
        return line(text, only_ascii=self.only_ascii)
