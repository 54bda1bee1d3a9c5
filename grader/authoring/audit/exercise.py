"""One exercise, from its files to what was found about every mutant of its solution."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.run.broken import CourseFault
from grader.run.grade import LIBRARIES
from grader.run.loading import installed
from grader.run.suite import solution_text

from .claims import claims_of, stale
from .equivalence import Comparison
from .journal import Journal
from .judge import Bench
from .mutate import mutants

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.authoring.faults import Fault
    from grader.course import Course, Exercise
    from grader.run import Grader

    from .equivalence import Compared
    from .judge import Kill, Phase
    from .mutate import Mutant

PILOT = 16  # mutants judged first; what kills these is tried first on the others


@dataclass(frozen=True, slots=True)
class Audited:
    """What was found; `compared` knows the mutants that no check killed, and the claimed ones."""

    exercise: str
    chapter: str
    path: str  # of the solution
    solution: str
    mutants: tuple[Mutant, ...]
    kills: Mapping[str, Kill | None]
    compared: Mapping[str, Compared]
    claims: Mapping[str, str]  # reason by id, of mutants there are
    faults: tuple[Fault, ...] = ()  # of the claims as they are written
    missing: str | None = None  # a library without which nothing was run


def audit(
    grader: Grader,
    exercise: Exercise,
    *,
    threads: int = 1,
    fresh: bool = False,
    tell: Callable[[str, int, int], None] = lambda *_: None,
) -> Audited:
    """Judge every mutant of an exercise's solution, as far as that is not known already.

    `threads` mutants at a time; what is found does not depend on their number. Raises CourseFault.
    """
    course = grader.course
    path = f"solutions/{exercise.chapter}/{exercise.id}.py"
    solution = _solution(course, exercise)
    found = mutants(solution, f"{exercise.id}.py")
    claims, faults = claims_of(course, exercise)
    ids = {mutant.id for mutant in found}
    faults += stale(exercise.id, claims, ids)
    claims = {key: reason for key, reason in claims.items() if key in ids}
    missing = next((name for name in LIBRARIES[exercise.backend] if not installed(name)), None)
    journal = Journal(course, exercise, fresh=fresh)
    if missing is None:
        work = _Work(grader, exercise, journal, found, threads, tell)
        work.judge()
        work.compare()
    return Audited(
        exercise.id,
        exercise.chapter,
        path,
        solution,
        found,
        journal.kills,
        journal.compared,
        claims,
        tuple(faults),
        missing,
    )


class _Work:
    """What is still to be found about one exercise."""

    def __init__(
        self,
        grader: Grader,
        exercise: Exercise,
        journal: Journal,
        found: tuple[Mutant, ...],
        threads: int,
        tell: Callable[[str, int, int], None],
    ) -> None:
        self._grader = grader
        self._exercise = exercise
        self._journal = journal
        self._mutants = found
        self._threads = threads
        self._tell = tell
        self._prepared: Bench | None = None
        self._lock = threading.Lock()

    def judge(self) -> None:
        """Judge every mutant by the checks.

        The order of checks comes from a few mutants judged one by one, so that it is the same
        however many are judged at a time, and after an interruption.
        """
        first = self._mutants[:: max(1, len(self._mutants) // PILOT)][:PILOT]
        kills: Counter[tuple[Phase, str]] = Counter()
        self._each([m for m in first if m.id not in self._journal.kills], self._judged(kills), 1)
        for mutant in first:
            kill = self._journal.kills[mutant.id]
            if kill is not None:
                kills[kill.phase, kill.check] += 1
        rest = [m for m in self._mutants if m.id not in self._journal.kills]
        self._each(rest, self._judged(kills), self._threads)

    def compare(self) -> None:
        """Compare the survivors with the solution."""
        alive = [m for m in self._mutants if self._journal.kills[m.id] is None]
        alive = [m for m in alive if m.id not in self._journal.compared]
        if alive:
            comparison = Comparison(self._bench())
            self._each(
                alive,
                lambda m: self._journal.differs(m.id, comparison.compare(m.text)),
                self._threads,
            )

    def _judged(self, kills: Counter[tuple[Phase, str]]) -> Callable[[Mutant], None]:
        known = Counter(kills)
        return lambda m: self._journal.killed(m.id, self._bench().judge(m.text, known))

    def _each(self, chosen: list[Mutant], work: Callable[[Mutant], None], threads: int) -> None:
        if not chosen:
            return
        pool = ThreadPoolExecutor(threads)
        try:
            for done in as_completed([pool.submit(work, mutant) for mutant in chosen]):
                done.result()
                self._tell(self._exercise.id, len(self._journal.kills), len(self._mutants))
        finally:
            pool.shutdown(cancel_futures=True)

    def _bench(self) -> Bench:
        with self._lock:
            if self._prepared is None:
                self._prepared = Bench(self._grader, self._exercise)
            return self._prepared


def _solution(course: Course, exercise: Exercise) -> str:
    try:
        return solution_text(course, exercise)
    except Exception as error:
        raise CourseFault(exercise.id, str(error)) from error
