"""What the known mistakes of an exercise give: made here from their code, or sealed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from grader.checks.answers import answer_text
from grader.checks.errors import CheckError
from grader.checks.inputs import PUBLIC_KEY
from grader.isolation import Ended, Raised

from .broken import CourseFault
from .diagnosis import Seen, Traces, look, trace, window

if TYPE_CHECKING:
    from grader.checks.context import Side
    from grader.checks.declare import Case, Check, Mistake
    from grader.isolation import Worker

    from .suite import Suite

PATIENCE = 1.0  # CPU seconds a mistake gets: one that hangs is known by no output anyway

Traced: TypeAlias = Sequence[tuple[str, str, Traces]]  # id, sentence, what it gives by case number


class Mistakes(Protocol):
    """Knows what known mistakes give on the public cases of a check."""

    def traced(self, suite: Suite, check: Check) -> Traced:
        """Return the mistakes that fail the check at first hand."""


@dataclass
class MadeMistakes:
    """Runs each mistake on a check once: up to its first failing case, and five more."""

    start: Callable[[Suite], Worker]
    solution: Callable[[Suite], str]
    reference: Callable[[Suite, Check, Case], Side]

    def __post_init__(self) -> None:
        """Begin with nothing traced."""
        self._known: dict[tuple[str, str], Traced] = {}

    def traced(self, suite: Suite, check: Check) -> Traced:
        """Return the mistakes that fail the check at first hand."""
        name = (suite.exercise.id, check.name)
        if name not in self._known:
            mistakes = suite.hidden.mistakes if suite.hidden else ()
            self._known[name] = [
                (mistake.name, mistake.says, traces)
                for mistake in mistakes
                if check.name in mistake.fails and (traces := self._trace(suite, check, mistake))
            ]
        return self._known[name]

    def _trace(self, suite: Suite, check: Check, mistake: Mistake) -> Traces:
        assert suite.hidden is not None
        try:
            text = answer_text(mistake, suite.hidden, suite.exercise, self.solution(suite))
        except CheckError as error:
            raise CourseFault(suite.exercise.id, str(error)) from None
        numbered = list(enumerate(suite.public_cases(check), 1))
        with self.start(suite) as worker:
            try:
                worker.begin(seed=0, cpu=PATIENCE)
                worker.execute("mistake", text)
                worker.bind(suite.exercise.entry)
                failed = self._first(suite, check, numbered, worker)
                return {
                    number: trace(self._look(suite, check, case, worker))
                    for number, case in window(numbered, failed)
                }
            except (Ended, Raised):
                return {}

    def _first(
        self, suite: Suite, check: Check, numbered: list[tuple[int, Case]], worker: Worker
    ) -> int:
        for number, case in numbered:
            seen = self._look(suite, check, case, worker)
            if seen.wrong:
                return number
        return len(numbered) + 1

    def _look(self, suite: Suite, check: Check, case: Case, worker: Worker) -> Seen:
        return look(suite, check, case, PUBLIC_KEY, worker, self.reference(suite, check, case))


@dataclass
class SealedMistakes:
    """The traces `grade release` made, by exercise and check."""

    known: dict[tuple[str, str], Traced] = field(default_factory=dict)

    def add(self, exercise: str, traced: Mapping[str, Traced]) -> None:
        """Take in an exercise's sealed traces, by check."""
        self.known |= {(exercise, check): one for check, one in traced.items()}

    def traced(self, suite: Suite, check: Check) -> Traced:
        """Return the mistakes that fail the check at first hand."""
        return self.known.get((suite.exercise.id, check.name), ())
