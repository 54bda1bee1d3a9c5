"""Is a mutant the same function as the solution, as far as generated inputs tell?

The checks' own generators make the inputs: every check runs again and again on cases drawn from
other keys, and each plain answer of the side under test is kept as a digest. Equal means the same
type, shape, dtype and bits of every value; only a zero's sign and a NaN's payload are ignored,
which no comparison of the check language sees. A tolerance of a few roundings would be worse: it
would let through what differs by rounding here and by everything on a harder input, and a mutant
that rounds otherwise *is* another function, for which a check or a variant can be written.

The mutant plays both sides of the check, as the solution does when it is recorded. So a check
takes the path it takes with the solution until the first answer that differs, and no recording of
10,000 answers has to be held.
"""

from __future__ import annotations

import hashlib
import hmac
import threading
import time
import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grader.checks.context import Context
from grader.checks.declare import Case
from grader.checks.draw import draw
from grader.isolation import Ended
from grader.run.attempt import play
from grader.run.broken import CourseFault
from grader.run.loading import Loader, NotLoaded
from grader.submissions import Part, Program

from .answers import Answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.checks.declare import Check
    from grader.isolation import Worker

    from .judge import Bench

ENOUGH = 10_000  # answers
ROUNDS = 3000  # at most: checks that draw too little prove nothing
POOL = 200  # drawn cases of a check with @given; their arrays are new in every round
PER_ROUND = 20  # of those
HEAVY = 0.02  # seconds; a case that takes longer runs in the first rounds only
HEAVY_ROUNDS = 2
LIFE = 3600.0  # seconds one worker may live

Name = tuple[str, str]  # check and case


@dataclass(frozen=True, slots=True)
class Compared:
    """How many answers were the solution's, and the first check and case with another one."""

    answers: int
    check: str | None = None
    case: str | None = None

    @property
    def same(self) -> bool:
        """True when enough answers were compared and none differs."""
        return self.check is None and self.answers >= ENOUGH


@dataclass
class _Round:
    """The solution's answers in one round: digest and number, by check and case."""

    cases: list[tuple[Check, Case, bytes]]
    digests: list[tuple[bytes, int]] = field(default_factory=list)


class Comparison:
    """Compares mutants of one exercise with its solution, whose answers are computed once.

    May be used by several threads.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        suite = bench.suite
        self._checks = (*suite.public.checks, *suite.hidden_checks)
        limits = replace(bench.exercise.limits, wall=LIFE)
        self._exercise = replace(bench.exercise, limits=limits)
        self._lock = threading.Lock()
        self._rounds: list[_Round] | None = None

    def compare(self, text: str) -> Compared:
        """Compare a mutant until an answer differs or 10,000 do not."""
        rounds = self._solution()
        answers = 0
        try:
            worker = self._loaded(text)
        except NotLoaded:
            return Compared(0, "", "")
        with worker:
            for known in rounds:
                for (check, case, key), (digest, count) in zip(
                    known.cases, known.digests, strict=True
                ):
                    if self._answers(worker, check, case, key)[0] != digest:
                        return Compared(answers, check.name, case.label)
                    answers += count
        return Compared(answers)

    def _solution(self) -> list[_Round]:
        with self._lock:
            if self._rounds is None:
                self._rounds = self._recorded()
            return self._rounds

    def _recorded(self) -> list[_Round]:
        found: list[_Round] = []
        heavy: set[Name] = set()
        answers = 0
        with self._loaded(self._bench.solution) as worker:
            for number, cases in enumerate(self._drawn(heavy)):
                if answers >= ENOUGH:
                    break
                entry = _Round(cases)
                for check, case, key in cases:
                    started = time.perf_counter()
                    digest, count, ended = self._answers(worker, check, case, key)
                    if ended:
                        problem = f"the solution fails `{check.name}` on a new case: {ended}"
                        raise CourseFault(self._bench.exercise.id, problem)
                    if number == 0 and time.perf_counter() - started > HEAVY:
                        heavy.add((check.name, case.label))
                    entry.digests.append((digest, count))
                    answers += count
                found.append(entry)
        return found

    def _drawn(self, heavy: set[Name]) -> Iterator[list[tuple[Check, Case, bytes]]]:
        """Yield the cases of each round; a case without anything drawn comes once."""
        pools = {
            check.name: [Case(case) for case in draw(check.described, seed=1, count=POOL)]
            for check in self._checks
            if check.described
        }
        for number in range(ROUNDS):
            key = hmac.new(b"audit", str(number).encode(), hashlib.sha256).digest()
            found = []
            for check in self._checks:
                cases: list[Case] = list(check.cases)
                if check.described:
                    pool = pools[check.name]
                    first = number * PER_ROUND
                    picked = range(first, first + min(PER_ROUND, len(pool)))
                    again = check.uses_rng
                    cases = [pool[i % len(pool)] for i in picked if again or i < len(pool)]
                elif number and not check.uses_rng:
                    continue
                for case in cases:
                    if number < HEAVY_ROUNDS or (check.name, case.label) not in heavy:
                        found.append((check, case, key))
            if not found:
                return
            yield found

    def _answers(
        self, worker: Worker, check: Check, case: Case, key: bytes
    ) -> tuple[bytes, int, str]:
        """Return the digest and number of a case's answers, and what ended it early if anything."""
        side = Answers(worker)
        context = Context(side, worker, self._exercise.entry)
        ended = ""
        try:
            worker.begin(zlib.crc32(check.name.encode()), self._exercise.limits.cpu)
            play(self._bench.suite, check, case, key, context)
        except Ended as end:
            ended = end.kind
        except Exception as error:  # noqa: BLE001  # whatever it is, the solution did not do it
            ended = type(error).__name__
        return side.digest(ended), side.count, ended

    def _loaded(self, text: str) -> Worker:
        part = Part(f"{self._exercise.id}.py", text)
        program = Program(part.label, (part,), ())
        grader = self._bench.grader
        return Loader(self._bench.suite, program, lambda: grader.start(self._exercise)).worker()
