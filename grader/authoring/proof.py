"""One exercise, proven: its solution right, its mistakes caught, its tolerances in between."""

from __future__ import annotations

import ast
import dataclasses
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.checks.errors import CheckError
from grader.run.broken import CourseFault
from grader.run.expected import Computed
from grader.run.forbid import forbidden_use
from grader.run.loading import Loader, NotLoaded
from grader.run.suite import solution_text
from grader.score import exercise_status
from grader.submissions import Part, Program, is_untouched

from .answers import answer_text, truth_text
from .damage import WRONG, Wrong
from .faults import Fault, fault
from .judging import alike, mistaken, right_answer
from .lookup import earned
from .sealing import LARGEST, sealed_copy
from .trials import Trial, Verdicts
from .wrong import Damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from grader.course import Exercise
    from grader.isolation import Worker
    from grader.run import Grader
    from grader.run.expected import Expected

SECONDS = 2.0  # the solution's, for all its checks
SHARE = 5  # the solution takes at most a fifth of a check's CPU limit
ROOM = 5  # the truth, which is no submission, may use this many times the limits


@dataclass
class Proof:
    """Everything `dev check` runs for one exercise; faults and remarks gather in lists.

    `remarks` are what is shown and no fault: a generic wrong answer that happens to be right.
    """

    grader: Grader
    exercise: Exercise
    keys: Sequence[bytes]  # secret seeds
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)

    def run(self) -> None:
        """Prove it; a solution that fails its own checks ends it early."""
        name = self.exercise.id
        try:
            self.suite = self.grader.suite(self.exercise)
            self.solution = solution_text(self.grader.course, self.exercise)
        except (CourseFault, CheckError) as error:
            self.faults.append(fault(name, "broken", text=getattr(error, "problem", str(error))))
            return
        self._public = Computed(lambda _: self._loaded(self.solution, "solution")())
        try:
            if self._solution():
                self._answers()
        except CourseFault as error:
            self.faults.append(fault(name, "broken", text=error.problem))
        except NotLoaded as error:
            self.faults.append(self._unloadable("solution", error))
        finally:
            self._public.close()

    def _solution(self) -> bool:
        """The stub and the solution by themselves; False when nothing can be judged by it."""
        self.faults += self._stub()
        use = forbidden_use(ast.parse(self.solution), self.exercise.forbid)
        if use:
            self.faults.append(self._forbidden("solution", use.name))
        before = len(self.faults)
        trial = Trial(self.suite, self._loaded(self.solution, "solution"), self._public)
        public, seconds = self._timed(trial)
        self.faults += right_answer(self.exercise.id, "solution", public)
        if len(self.faults) > before:
            return False
        if seconds > SECONDS:
            self.faults.append(fault(self.exercise.id, "slow", seconds=seconds, limit=SECONDS))
        share = self.exercise.limits.cpu / SHARE
        trial.cpu = share
        for check, verdict in {**trial.public(), **trial.secret(self.keys[0], public)}.items():
            facts = verdict.reason.facts if verdict.reason else {}
            if verdict.status == "timeout" and facts.get("clock") == "cpu":
                self.faults.append(
                    fault(self.exercise.id, "slow_check", check=check, limit=share, share=SHARE)
                )
        self._sealed, size = sealed_copy(self.grader.course, self.suite, self._public)
        if size > LARGEST:
            self.faults.append(fault(self.exercise.id, "sealed_large", bytes=size, limit=LARGEST))
        return True

    def _timed(self, trial: Trial) -> tuple[Verdicts, float]:
        """Return the public verdicts and the seconds of a whole grading, the best of three."""
        trial.secret(self.keys[0], trial.public())  # records the expected values
        best = float("inf")
        for _ in range(3):
            started = time.perf_counter()
            public = trial.public()
            verdicts = {**public, **trial.secret(self.keys[0], public)}
            best = min(best, time.perf_counter() - started)
            if best <= SECONDS:
                break
        return verdicts, best

    def _stub(self) -> Iterator[Fault]:
        """The stub as given is `todo`, whether it is recognized as untouched or run."""
        stub, name = self.suite.stub, self.exercise.id
        if not is_untouched(stub, stub):
            yield fault(name, "stub_unseen")
        try:
            verdicts = Trial(self.suite, self._loaded(stub, "stub"), self._public).public()
        except NotLoaded as error:
            yield self._unloadable("stub", error)
            return
        passed = [check for check, verdict in verdicts.items() if verdict.status == "pass"]
        status = exercise_status([verdict.status for verdict in verdicts.values()])
        if passed:
            yield fault(name, "stub_passes", checks=list(passed))
        elif status != "todo":
            yield fault(name, "stub_not_todo", status=status)

    def _answers(self) -> None:
        """Every known answer, against the public cases and those of every seed."""
        hidden = self.suite.hidden
        if hidden is None:
            return
        known = _Known(self)
        known.add("solution", lambda: self.solution, [])
        if hidden.truth is not None:
            known.add("truth", lambda: truth_text(hidden, self.exercise), [], truth=True)
        for variant in hidden.variants:
            known.add(variant.name, lambda v=variant: self._text(v), [])
        for mistake in hidden.mistakes:
            known.add(mistake.name, lambda m=mistake: self._text(m), [mistake])
        for key in self.keys:
            known.with_seed(key)
        self.faults += known.faults()
        for wrong in WRONG:
            self._generic(wrong)
        load = self._loaded(self.solution, "solution")
        for check, _ in earned(self.suite, load, self._public, self.keys[0]):
            self.faults.append(fault(self.exercise.id, "lookup_earns", check=check.name))

    def _generic(self, wrong: Wrong) -> None:
        load = self._loaded(self.solution, "solution")
        seen: list[Damaged] = []

        def damage(*, measure: bool) -> Damaged:
            seen.append(Damaged(load(), wrong, measure=measure))
            return seen[-1]

        trial = Trial(self.suite, lambda: damage(measure=False), self._public, stop=True)
        public = trial.public()
        trial.expected = self._sealed
        self.faults += alike(self.exercise.id, wrong.name, public, trial.public())
        if _rejected(public):
            return
        seen.clear()
        trial = Trial(self.suite, lambda: damage(measure=True), self._public, stop=True)
        verdicts = {**trial.public(), **trial.secret(self.keys[0], public)}
        if _rejected(verdicts):
            return
        error = max((verdict.error for verdict in verdicts.values()), default=0.0)
        moved = max((side.moved for side in seen), default=0.0)
        if moved <= 10:
            self.remarks.append(fault(self.exercise.id, "happens_right", wrong=wrong.name,
                                      says=wrong.says))  # fmt: skip
        elif wrong.subtle and error > 0:
            self.remarks.append(fault(self.exercise.id, "within_tolerance", wrong=wrong.name,
                                      says=wrong.says, error=error))  # fmt: skip
        else:
            self.faults.append(fault(self.exercise.id, "generic_passes", wrong=wrong.name,
                                     says=wrong.says, moved=moved))  # fmt: skip

    def _text(self, answer: object) -> str:
        assert self.suite.hidden is not None
        return answer_text(answer, self.suite.hidden, self.exercise, self.solution)  # type: ignore[arg-type]

    def _loaded(self, text: str, label: str, exercise: Exercise | None = None
    ) -> Callable[[], Worker]:  # fmt: skip
        """Return what starts a worker with this text in it; that raises NotLoaded."""
        part = Part(f"{label}.py", text)
        start = lambda: self.grader.start(exercise or self.exercise)  # noqa: E731
        return Loader(self.suite, Program(part.label, (part,), ()), start).worker

    def _roomy(self, text: str) -> Exercise:
        """The exercise as the truth runs it: larger limits, and torch warm where it is used."""
        limits = self.exercise.limits
        roomy = dataclasses.replace(
            limits, cpu=limits.cpu * ROOM, wall=limits.wall * ROOM, memory=limits.memory * ROOM
        )
        torch = self.exercise.backend == "numpy" and "import torch" in text
        backend = "torch" if torch else self.exercise.backend
        return dataclasses.replace(self.exercise, limits=roomy, backend=backend)

    def _unloadable(self, answer: str, error: NotLoaded) -> Fault:
        facts = error.reason.facts
        text = ": ".join(str(facts[key]) for key in ("type", "text") if facts.get(key))
        kind = error.reason.kind
        return fault(self.exercise.id, "unloadable", answer=answer, reason=kind, text=text)

    def _forbidden(self, answer: str, name: str) -> Fault:
        return fault(self.exercise.id, "answer_forbidden", answer=answer, name=name)


def _rejected(verdicts: Verdicts) -> bool:
    return any(verdict.status not in ("pass", "skipped") for verdict in verdicts.values())
