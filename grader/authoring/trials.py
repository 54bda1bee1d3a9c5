"""One known answer against every check: what happens, and how near its tolerance it comes."""

from __future__ import annotations

import math
import time
import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from grader.checks.context import Context, Side
from grader.checks.inputs import PUBLIC_KEY, secret_cases
from grader.isolation import Ended
from grader.run.attempt import judge
from grader.run.diagnosis import diagnosed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from grader.checks.declare import Case, Check
    from grader.results import Difference, Reason, Status
    from grader.run.expected import Expected
    from grader.run.mistakes import Mistakes
    from grader.run.suite import Suite

FAR = 10.0  # a wrong answer errs by at least this many tolerances, a right one by at most 1 / FAR
DEAD: frozenset[str] = frozenset({"timeout", "memory", "crashed"})


class Judged(Side, Protocol):
    """What a trial needs of a worker."""

    def begin(self, seed: int, cpu: float | None = None) -> None:
        """Begin a check."""

    def close(self) -> None:
        """End the worker."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an answer did on one check, over all its cases."""

    status: Status
    label: str = ""  # of the case it failed at, else of the one it came nearest its tolerance
    reason: Reason | None = None
    difference: Difference | None = None
    error: float = (
        0.0  # largest error over what is allowed, of all cases tried; inf: beyond numbers
    )
    cause: Reason | None = None  # the proven diagnosis of a failure

    @property
    def on_values(self) -> bool:
        """True when numbers decided, so that the tolerance is what told right from wrong."""
        return self.difference is not None and self.difference.kind == "values"


Verdicts = dict[str, Verdict]


@dataclass
class Trial:
    """An answer that can be loaded again and again, and what it is compared with."""

    suite: Suite
    load: Callable[[], Judged]
    expected: Expected
    any_precision: bool = False
    cpu: float | None = None  # seconds per check, the exercise's limit if None
    stop: bool = False  # at the first check that fails
    mistakes: Mistakes | None = None  # None: look for no cause
    gated: bool = True  # leave checks out whose `after` did not pass
    keep: bool = False  # the worker from run to run, until close()
    spent: dict[str, float] = field(default_factory=dict)  # CPU seconds of this process, by check
    _worker: Judged | None = field(default=None, init=False)

    def public(
        self, checks: Iterable[Check] | None = None, before: Verdicts | None = None
    ) -> Verdicts:
        """Run the public checks on the cases every student has, in one worker.

        `before` has verdicts of checks that are not run, for those `after` them.
        """
        chosen = self.suite.public.checks if checks is None else checks
        jobs = [(check, self.suite.public_cases(check)) for check in chosen]
        return self._run(jobs, PUBLIC_KEY, before or {})

    def secret(
        self, key: bytes, before: Verdicts, *, again: bool = False, leave: Collection[str] = ()
    ) -> Verdicts:
        """Run drawing checks that passed, and the hidden ones, on cases drawn from `key`.

        `again`, with another key, leaves out what draws nothing and would only be repeated; what
        is named in `leave` is left out too.
        """
        drawn = [c for c in self.suite.public.checks if c.draws and _passed(before, c.name)]
        hidden = [c for c in self.suite.hidden_checks if c.draws or not again]
        jobs = [(c, secret_cases(c, key)) for c in (*drawn, *hidden) if c.name not in leave]
        kept = {name: verdict for name, verdict in before.items() if verdict.status != "pass"}
        return self._run(jobs, key, kept)

    def hidden(self, checks: Iterable[Check], key: bytes) -> Verdicts:
        """Run some of the hidden checks on cases drawn from `key`."""
        return self._run([(c, secret_cases(c, key)) for c in checks], key, {})

    def close(self) -> None:
        """End the worker there may be."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def _run(self, jobs: Iterable[tuple[Check, tuple[Case, ...]]], key: bytes, before: Verdicts
    ) -> Verdicts:  # fmt: skip
        found: Verdicts = {}
        try:
            for check, cases in jobs:
                known = {**before, **found}
                blocked = [name for name in check.after if not _passed(known, name, unknown=True)]
                if self.gated and blocked:
                    found[check.name] = Verdict("skipped", blocked[0])
                    continue
                started = time.process_time()
                found[check.name] = self._check(check, cases, key)
                spent = time.process_time() - started
                self.spent[check.name] = self.spent.get(check.name, 0.0) + spent
                if self.stop and found[check.name].status != "pass":
                    break
            return found
        finally:
            if not self.keep:
                self.close()

    def _check(self, check: Check, cases: Iterable[Case], key: bytes) -> Verdict:
        """Run a check's cases; the first failure stands, later cases only look for a clear one."""
        first: Verdict | None = None
        nearest = Verdict("pass")
        worker = self._begin(check)
        for case in cases:
            verdict = self._case(worker, check, case, key)
            if verdict.status == "pass":
                nearest = verdict if verdict.error > nearest.error else nearest
                continue
            if first is None:
                first = verdict
            elif verdict.error > first.error:
                first = replace(first, error=verdict.error)
            if verdict.status in DEAD:
                self.close()
            # How far a wrong number is off may differ from case to case; one far off is enough.
            if self.stop or not verdict.on_values or verdict.error >= FAR:
                break
        if first is not None and key == PUBLIC_KEY and first.status in ("fail", "error"):
            first = replace(first, cause=self._cause(check, first.label))
        return first or nearest

    def _cause(self, check: Check, label: str) -> Reason | None:
        mistakes = self.mistakes
        if mistakes is None:
            return None
        labels = [case.label for case in self.suite.public_cases(check)]
        try:
            return diagnosed(
                self.suite,
                check,
                labels.index(label) + 1,
                self._begin(check),
                lambda case: self.expected.side(self.suite, check, case, PUBLIC_KEY),
                lambda: mistakes.traced(self.suite, check),
            )
        except Ended:
            self.close()
            return None

    def _case(self, worker: Judged, check: Check, case: Case, key: bytes) -> Verdict:
        context = Context(
            student=worker,
            reference=self.expected.side(self.suite, check, case, key),
            entry=self.suite.exercise.entry,
            parameters=tuple(parameter.name for parameter in self.suite.parameters),
            any_precision=self.any_precision,
        )
        failure = judge(self.suite, check, case, key, context)
        error = max(context.margins, default=0.0)
        if failure is None:
            return Verdict("pass", case.label, error=error)
        status, reason, difference, _ = failure
        by_value = difference is not None and difference.kind == "values"
        error = _ratio(difference, error) if difference is not None and by_value else math.inf
        return Verdict(status, case.label, reason, difference, error)

    def _begin(self, check: Check) -> Judged:
        if self._worker is None:
            self._worker = self.load()
        cpu = self.cpu or self.suite.exercise.limits.cpu
        self._worker.begin(zlib.crc32(check.name.encode()), cpu)
        return self._worker


def _passed(verdicts: Verdicts, name: str, *, unknown: bool = False) -> bool:
    verdict = verdicts.get(name)
    return unknown if verdict is None else verdict.status == "pass"


def _ratio(difference: Difference, noted: float) -> float:
    """How many times its tolerance the failing comparison errs; a NaN is infinitely wrong."""
    errors = [place.error for place in difference.worst]
    if any(not math.isfinite(error) for error in errors):
        return math.inf
    if difference.allowed is None or noted > 1.0:
        return noted
    largest = max(errors, default=0.0)
    return largest / difference.allowed if difference.allowed > 0 else math.inf
