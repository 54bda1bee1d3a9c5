"""Is a mutant the same function as the solution, as far as generated inputs tell?

The checks' own generators make the inputs: every check runs again and again on cases drawn from
other keys, with the solution on both sides. What is done to the student's side is written down,
with a digest of all plain answers, and each mutant is put through it in a worker. Up to the first
answer that differs, a check would have done to the mutant the very same.

Equal means the same type, shape, dtype and bits of every value; only a zero's sign and a NaN's
payload are ignored, which no comparison of the check language sees. A tolerance of a few roundings
would be worse: it would let through what differs by rounding here and by everything on a harder
input, and a mutant that rounds otherwise *is* another function.
"""

from __future__ import annotations

import hashlib
import hmac
import pickle  # written here, read in a worker: never the other way
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader import blocks
from grader.checks.context import Context
from grader.checks.declare import Case
from grader.checks.draw import draw
from grader.isolation import Ended, NotPlain, Raised
from grader.run.attempt import play
from grader.run.broken import CourseFault

from . import stage
from .recording import Recording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.checks.declare import Check

    from .judge import Bench
    from .recording import Step

ENOUGH = 10_000  # answers
ENOUGH_ARRAYS = 1000  # where an answer is what a kernel filled, thousands of values in some 10 ms
ROUNDS = 3000  # at most: checks that draw too little prove nothing
POOL = 200  # drawn cases of a check with @given; their arrays are new in every round
PER_ROUND = 20  # of those
HEAVY = 0.02  # seconds; a case that takes longer runs in the first rounds only
HEAVY_KERNELS = 0.5  # the same where several processes take part in every answer
HEAVY_ROUNDS = 2
BLOB = 16 << 20  # bytes of recorded cases sent at once
LEAST_CPU = 5.0  # seconds; and
SLOWER = 5  # times what the recording took

Drawn = tuple["Check", Case, bytes]


@dataclass(frozen=True, slots=True)
class Compared:
    """How many answers were the solution's, and the first check and case with another one."""

    answers: int
    check: str | None = None
    case: str | None = None
    enough: int = ENOUGH

    @property
    def same(self) -> bool:
        """True when enough answers were compared and none differs."""
        return self.check is None and self.answers >= self.enough


class Comparison:
    """Compares mutants of one exercise with its solution, which is recorded once.

    Raises CourseFault when the solution fails on a new case. May be used by several threads.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._checks = (*bench.suite.public.checks, *bench.suite.hidden_checks)
        self._text = Path(stage.__file__).read_text(encoding="utf-8")
        self._lock = threading.Lock()
        self._cases: list[tuple[str, str, int]] = []  # check, case and number of answers
        self._blobs: list[tuple[int, bytes]] = []  # position of the first case, and the cases
        self._seconds = 0.0
        kernels = bench.exercise.backend == "cuda"
        self._enough = ENOUGH_ARRAYS if kernels else ENOUGH
        self._heavy = HEAVY_KERNELS if kernels else HEAVY

    def compare(self, text: str) -> Compared:
        """Compare a mutant until an answer differs or 10,000 do not."""
        with self._lock:
            if not self._blobs:
                self._record()
        for first, blob in self._blobs:
            try:
                number = self._replayed(text, blob)
            except (Ended, Raised, NotPlain):
                number = 0
            if number >= 0:
                check, case, _ = self._cases[first + number]
                answers = sum(n for *_, n in self._cases[: first + number])
                return Compared(answers, check, case, self._enough)
        return Compared(sum(n for *_, n in self._cases), enough=self._enough)

    def _replayed(self, text: str, blob: bytes) -> int:
        exercise = self._bench.exercise
        cpu = LEAST_CPU + SLOWER * self._seconds
        limits = replace(exercise.limits, cpu=cpu, wall=10 * cpu)
        with self._bench.grader.start(replace(exercise, limits=limits)) as worker:
            worker.begin(0, cpu)
            found = worker.drive(self._text, "replay", [blob, text, exercise.entry], {})
        return found if isinstance(found, int) else 0

    def _record(self) -> None:
        """Run the solution through its checks until it gave enough answers."""
        with self._bench.grader.kernels_here(self._bench.exercise):
            self._record_here()

    def _record_here(self) -> None:
        started = time.perf_counter()
        bench = self._bench
        blocks.serve(bench.blocks())
        scope: dict[str, Any] = {"__name__": "solution"}
        exec(compile(bench.solution, "solution", "exec", dont_inherit=True), scope)  # noqa: S102
        entry = scope[bench.exercise.entry]
        heavy: set[tuple[str, str]] = set()
        pending: list[tuple[list[Step], bytes]] = []
        size = answers = 0
        for number, drawn in enumerate(self._rounds(heavy)):
            if answers >= self._enough:
                break
            for check, case, key in drawn:
                begun = time.perf_counter()
                side = self._recorded(entry, check, case, key)
                if number == 0 and time.perf_counter() - begun > self._heavy:
                    heavy.add((check.name, case.label))
                self._cases.append((check.name, case.label, side.stage.count))
                answers += side.stage.count
                pending.append((side.script, side.stage.digest()))
                size += _size(side.script)
                if size > BLOB:
                    self._flush(pending)
                    size = 0
            if number == 0:  # most that differ do so at once, and need no more
                self._flush(pending)
        self._flush(pending)
        self._seconds = time.perf_counter() - started

    def _flush(self, pending: list[tuple[list[Step], bytes]]) -> None:
        if not pending:
            return
        self._blobs.append((len(self._cases) - len(pending), pickle.dumps(pending)))
        pending.clear()

    def _recorded(self, entry: object, check: Check, case: Case, key: bytes) -> Recording:
        side = Recording(entry)
        context = Context(side, Recording(entry), self._bench.exercise.entry)
        try:
            play(self._bench.suite, check, case, key, context)
        except Exception as error:
            problem = f"the solution fails `{check.name}` ({case.label}) on new values: {error!r}"
            raise CourseFault(self._bench.exercise.id, problem) from error
        return side

    def _rounds(self, heavy: set[tuple[str, str]]) -> Iterator[list[Drawn]]:
        """Yield the cases of each round; a case without anything drawn comes once."""
        pools = {
            check.name: [Case(case) for case in draw(check.described, seed=1, count=POOL)]
            for check in self._checks
            if check.described
        }
        for number in range(ROUNDS):
            key = hmac.new(b"audit", str(number).encode(), hashlib.sha256).digest()
            found: list[Drawn] = []
            for check in self._checks:
                cases = check.cases if check.uses_rng or not number else ()
                if check.described:
                    pool = pools[check.name]
                    first = number * min(PER_ROUND, len(pool))
                    last = PER_ROUND * ROUNDS if check.uses_rng else len(pool)
                    several = range(min(PER_ROUND, len(pool)))
                    cases = tuple(
                        pool[(first + i) % len(pool)] for i in several if first + i < last
                    )
                found += [
                    (check, case, key)
                    for case in cases
                    if number < HEAVY_ROUNDS or (check.name, case.label) not in heavy
                ]
            if not found:
                return
            yield found


def _size(script: list[Step]) -> int:
    """Return about how many bytes a script takes."""

    def bytes_of(x: Any) -> int:
        if isinstance(x, list | tuple):
            return sum(map(bytes_of, x))
        if isinstance(x, dict):
            return sum(map(bytes_of, x.values()))
        return 50 + int(getattr(x, "nbytes", 0))

    return sum(bytes_of(step[2:]) for step in script)
