"""Where expected values come from: recordings of the solution, made here or sealed at release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from grader.checks.context import Context, Side
from grader.checks.errors import CheckError, Failed, NotCounted, Stale
from grader.checks.inputs import PUBLIC_KEY
from grader.checks.tape import Player, Recorder, Tape
from grader.isolation import Ended, NotPlain, Raised, Worker

from .attempt import play
from .broken import CourseFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.checks.declare import Case, Check

    from .suite import Suite


class Expected(Protocol):
    """Gives the side that answers for the solution."""

    def side(self, suite: Suite, check: Check, case: Case, key: bytes) -> Side:
        """Return a side for one case."""


class Computed:
    """Records the solution in a worker of its own, once per case.

    The check runs with the solution in the student's place too, so a reference that fails its own
    check is found before any submission is judged by it.
    """

    def __init__(self, start: Callable[[Suite], Worker]) -> None:
        self._start = start
        self._workers: dict[str, Worker] = {}
        self._tapes: dict[tuple[str, str, str, bytes], Tape] = {}

    def side(self, suite: Suite, check: Check, case: Case, key: bytes) -> Side:
        """Return a player of the case's recording, making it if need be."""
        return Player(self.tape(suite, check, case, key), {})

    def tape(self, suite: Suite, check: Check, case: Case, key: bytes) -> Tape:
        """Return the case's recording."""
        name = (suite.exercise.id, check.name, case.label, key)
        if name not in self._tapes:
            self._tapes[name] = self._record(suite, check, case, key)
        return self._tapes[name]

    def prove(self, suite: Suite, secret: bytes | None) -> None:
        """Record every case, before any submission is judged by one of them.

        A solution that fails one of its checks may still agree with itself on the others.
        """
        for check in suite.public.checks:
            for case in suite.public_cases(check):
                self.tape(suite, check, case, PUBLIC_KEY)
        if secret is not None:
            for check in suite.secretly_checked:
                for case in suite.secret_cases(check, secret):
                    self.tape(suite, check, case, secret)

    def forget(self) -> None:
        """Drop the recordings made so far; the workers stay."""
        self._tapes.clear()

    def close(self) -> None:
        """End the solutions' workers."""
        for worker in self._workers.values():
            worker.close()
        self._workers.clear()

    def _record(self, suite: Suite, check: Check, case: Case, key: bytes) -> Tape:
        exercise = suite.exercise
        if exercise.id not in self._workers:
            self._workers[exercise.id] = self._start(suite)
        worker = self._workers[exercise.id]
        worker.begin(seed=0, cpu=exercise.limits.cpu)
        recorder = Recorder(worker)
        context = Context(worker, recorder, exercise.entry)
        try:
            play(suite, check, case, key, context)
        except NotCounted:
            return recorder.tape  # the same check is `unavailable` to everybody
        except (Failed, Raised, NotPlain, Ended, CheckError) as error:
            raise CourseFault(
                exercise.id,
                f"the solution does not pass `{check.name}` ({case.label}): {_text(error)}",
            ) from error
        except Exception as error:
            raise CourseFault(
                exercise.id,
                f"check `{check.name}` ({case.label}) raised {type(error).__name__}: {error}",
            ) from error
        return recorder.tape


class Sealed:
    """Recordings made by `grade release`."""

    def __init__(self, tapes: Mapping[tuple[str, str], Tape], versions: Mapping[str, str]) -> None:
        self._tapes = tapes
        self._versions = versions

    def side(self, suite: Suite, check: Check, case: Case, key: bytes) -> Side:  # noqa: ARG002
        """Return a player of the case's recording."""
        return Player(self.tape(check, case), self._versions)

    def tape(self, check: Check, case: Case) -> Tape:
        """Return the case's recording; raises Stale."""
        if (check.name, case.label) not in self._tapes:
            raise Stale(self._versions)
        return self._tapes[check.name, case.label]


def _text(error: Exception) -> str:
    if isinstance(error, Failed):
        difference = error.difference
        if difference is None:
            return f"{error.reason.kind} {dict(error.reason.facts) or ''}".rstrip()
        return (
            f"{difference.kind} of {difference.name}: {difference.got}, not {difference.expected}"
        )
    if isinstance(error, Raised):
        return f"{error.type}: {error.text}"
    if isinstance(error, Ended):
        return f"{error.kind} {error.facts}"
    return str(error)
