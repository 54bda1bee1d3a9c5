"""A mutant in a student's place: which check, if any, notices that something is wrong."""

from __future__ import annotations

import ast
import time
import zlib
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Literal

from grader.checks.context import Context
from grader.checks.inputs import PUBLIC_KEY, secret_cases
from grader.run.attempt import judge
from grader.run.broken import CourseFault
from grader.run.forbid import forbidden_use
from grader.run.loading import Loader, NotLoaded
from grader.run.suite import solution_text
from grader.submissions import Part, Program

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Sequence

    from grader.checks.declare import Case, Check
    from grader.course import Exercise
    from grader.isolation import Worker
    from grader.results import Status
    from grader.run import Grader

PARSING = Lock()  # Python 3.11 counts the depth of a tree wrong where two threads make one
SLOWER = 5  # times the reference's time for a check, and a mutant has timed out
SHORTEST = 0.25  # seconds; below that a busy machine decides

Phase = Literal["load", "public", "secret", "hidden"]


@dataclass(frozen=True, slots=True)
class Kill:
    """What noticed a mutant."""

    phase: Phase
    check: str  # empty in the phase `load`
    status: Status

    @property
    def public(self) -> bool:
        """True when a student's own run would have noticed it."""
        return self.phase in ("load", "public")


@dataclass(frozen=True, slots=True)
class Trial:
    """One check on its cases in one phase, and the CPU seconds a mutant may take for them."""

    phase: Phase
    check: Check
    cases: tuple[Case, ...]
    key: bytes
    cpu: float


class Bench:
    """An exercise ready for its mutants: expected values recorded once, the reference timed.

    Mutants are judged in any number of threads. Raises CourseFault when the solution fails.
    """

    def __init__(self, grader: Grader, exercise: Exercise) -> None:
        assert grader.secret is not None
        self.grader = grader
        self.exercise = exercise
        self.suite = grader.suite(exercise)
        self.solution = solution_text(grader.course, exercise)
        self.expected, _ = grader.expected(self.suite)
        key = grader.secret.key
        public = self.suite.public.checks
        drawn = [check for check in public if check.draws]
        limit = exercise.limits.cpu
        self.public = self._timed(
            [Trial("public", c, self.suite.public_cases(c), PUBLIC_KEY, limit) for c in public]
        )
        self.later = self._timed(
            [Trial("secret", c, secret_cases(c, key), key, limit) for c in drawn]
            + [
                Trial("hidden", c, secret_cases(c, key), key, limit)
                for c in self.suite.hidden_checks
            ]
        )

    def blocks(self) -> dict[str, str]:
        """Return the given blocks the exercise builds on."""
        course = self.grader.course
        given = {e.id: e.given for e in course.exercises if e.given}
        return {name: given[name] for name in self.exercise.needs if name in given}

    def loaded(self, text: str) -> Worker:
        """Return a worker with this text in it; raises NotLoaded."""
        part = Part(f"{self.exercise.id}.py", text)
        program = Program(part.label, (part,), ())
        return Loader(self.suite, program, lambda: self.grader.start(self.exercise)).worker()

    def judge(self, text: str, kills: Counter[tuple[Phase, str]]) -> Kill | None:
        """Return the first check a mutant fails, None if it passes all.

        Checks are tried by how many of `kills` are theirs.
        """
        with PARSING:
            forbidden = forbidden_use(ast.parse(text), self.exercise.forbid)
        if forbidden:
            return Kill("load", "", "forbidden")
        try:
            return self._tried(text, self.public, kills) or self._tried(text, self.later, kills)
        except NotLoaded as problem:
            return Kill("load", "", problem.status)

    def _tried(
        self, text: str, trials: Sequence[Trial], kills: Counter[tuple[Phase, str]]
    ) -> Kill | None:
        """Try a phase's checks in a fresh worker, as a student's grading would."""
        with self.loaded(text) as worker:
            for trial in ordered(trials, kills):
                status = self._failed(worker, trial)
                if status is not None:
                    return Kill(trial.phase, trial.check.name, status)
        return None

    def _failed(self, worker: Worker, trial: Trial) -> Status | None:
        worker.begin(seed=zlib.crc32(trial.check.name.encode()), cpu=trial.cpu)
        for case in trial.cases:
            context = Context(
                student=worker,
                reference=self.expected.side(self.suite, trial.check, case, trial.key),
                entry=self.exercise.entry,
            )
            failure = judge(self.suite, trial.check, case, trial.key, context)
            if failure is not None:
                return failure[0]
        return None

    def _timed(self, trials: Iterable[Trial]) -> list[Trial]:
        """Return the trials with the time they leave a mutant."""
        found = []
        with self.loaded(self.solution) as worker:
            for trial in trials:
                started = time.perf_counter()
                status = self._failed(worker, trial)
                if status is not None:
                    problem = f"the solution does not pass `{trial.check.name}`: {status}"
                    raise CourseFault(self.exercise.id, problem)
                allowed = max(SHORTEST, SLOWER * (time.perf_counter() - started))
                cpu = min(trial.cpu, allowed)
                found.append(Trial(trial.phase, trial.check, trial.cases, trial.key, cpu))
        return found


def ordered(trials: Sequence[Trial], kills: Counter[tuple[Phase, str]]) -> list[Trial]:
    """Return trials so that those which killed most come first, each behind those it is `after`.

    A check is skipped only where one before it failed, so that every order comes to the same
    verdict; the order only decides how soon, and which check is named.
    """
    by_name = {trial.check.name: trial for trial in trials}
    found: dict[str, Trial] = {}

    def place(trial: Trial) -> None:
        if trial.check.name in found:
            return
        for name in trial.check.after:
            if name in by_name:
                place(by_name[name])
        found[trial.check.name] = trial

    for trial in sorted(trials, key=lambda t: -kills[t.phase, t.check.name]):
        place(trial)
    return list(found.values())
