"""The checks of one program: public ones, then secret cases and hidden ones in a fresh worker."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from grader.checks.inputs import PUBLIC_KEY
from grader.isolation import Ended
from grader.results import CheckResult, Reason, Status, Visibility

from .attempt import Attempt, attempt
from .placing import placed

if TYPE_CHECKING:
    from grader.checks.declare import Case, Check
    from grader.devices.nvrtc import Source
    from grader.isolation import Worker

    from .job import Job
    from .loading import Loader
    from .secret import Secret

TIMEOUTS_ALLOWED = 2


class Checking:
    """The checks of one program, in order: public ones, then secret cases and hidden ones."""

    def __init__(self, job: Job, loader: Loader, started: float) -> None:
        self.job = job
        self.loader = loader
        self.started = started
        self.deadline = started + job.exercise.limits.wall
        self.timeouts = 0
        self.worker: Worker | None = None
        self.seconds = 0.0  # of public checks; how long the others took is theirs to tell nobody
        # CUDA C that public checks had compiled: other checks' inputs could be hidden in it.
        self.written: tuple[Source, ...] = ()

    def checks(self) -> list[CheckResult]:
        """Run everything; each check gets a result whether or not it ran."""
        job = self.job
        try:
            self.worker = self.loader.worker()
            results: dict[str, CheckResult] = {}
            for check in job.suite.public.checks:
                if job.only is None or job.only[0] == check.name:
                    results[check.name] = self._public(check, results)
            self.seconds = time.perf_counter() - self.started
            self.written = _written(self.worker)
            if job.secret is not None and job.only is None:
                self._fresh()
                for check in job.suite.public.checks:
                    results[check.name] = self._secret(check, results, job.secret)
                for check in job.suite.hidden_checks:
                    results[check.name] = self._hidden(check, results, job.secret)
            return list(results.values())
        finally:
            self._close()

    def _public(self, check: Check, results: dict[str, CheckResult]) -> CheckResult:
        cases = self.job.suite.public_cases(check)
        gate = None if self.job.only else self._gate(check, results)
        if gate is not None:
            return _checked(check, "public", "skipped", cases=len(cases), reason=gate)
        numbered = list(enumerate(cases, 1))
        if self.job.only:
            numbered = [pair for pair in numbered if pair[0] == self.job.only[1]]
        done = self._attempt(check, numbered, PUBLIC_KEY)
        again = None
        if done.case is not None and done.status not in ("pass", "todo"):
            again = f"grade run {self.job.exercise.id} --case {check.name}:{done.case}"
        return _checked(
            check,
            "public",
            done.status,
            cases=len(cases),
            case=done.case,
            inputs=done.label or None,
            calls=done.calls,
            reason=done.reason,
            difference=done.difference,
            frames=placed(done.frames, self.loader.program),
            cause=self._cause(check, done),
            again=again,
            seconds=done.seconds,
            output=done.output or None,
        )

    def _cause(self, check: Check, done: Attempt) -> Reason | None:
        """Look for the cause of a failure on the case that failed and up to five more."""
        if done.status not in ("fail", "error") or done.case is None or self.worker is None:
            return None
        from .diagnosis import diagnosed  # most runs need no diagnosis

        job = self.job
        try:
            self.worker.begin(seed=0, cpu=job.exercise.limits.cpu)
            return diagnosed(
                job.suite,
                check,
                done.case,
                self.worker,
                lambda case: job.expected.side(job.suite, check, case, PUBLIC_KEY),
                lambda: job.mistakes.traced(job.suite, check),
            )
        except Ended:
            self._close()
            return None

    def _secret(self, check: Check, results: dict[str, CheckResult], secret: Secret) -> CheckResult:
        """Run a passed public check on cases no student has; only the verdict is kept."""
        before = results[check.name]
        if before.status != "pass":
            return before
        gate = self._gate(check, results)
        if gate is not None:
            return replace(before, status="skipped", points=0.0, reason=gate)
        if not check.draws:
            return before
        cases = list(enumerate(self.job.suite.secret_cases(check, secret.key), 1))
        done = self._attempt(check, cases, secret.key)
        if done.status == "pass":
            return before
        return replace(before, status="fail", points=0.0, reason=Reason("secret"))

    def _hidden(self, check: Check, results: dict[str, CheckResult], secret: Secret) -> CheckResult:
        """Run a hidden check; only its status is kept."""
        if self._gate(check, results) is not None:
            return _checked(check, "hidden", "skipped", reason=Reason("hidden"))
        cases = list(enumerate(self.job.suite.secret_cases(check, secret.key), 1))
        done = self._attempt(check, cases, secret.key)
        reason = None if done.status == "pass" else Reason("hidden")
        return _checked(check, "hidden", done.status, reason=reason)

    def _attempt(self, check: Check, cases: list[tuple[int, Case]], key: bytes) -> Attempt:
        """Run a check; a worker that died since the last one is replaced first."""
        job = self.job
        ended = Ended("crashed", {})
        for _ in range(2):
            if self.worker is None:
                self.worker = self.loader.worker()
            try:
                done = attempt(
                    job.suite,
                    check,
                    cases,
                    key,
                    self.worker,
                    lambda case: job.expected.side(job.suite, check, case, key),
                )
            except Ended as error:  # before the first case
                ended = error
                self._close()
                continue
            if done.status in ("timeout", "memory", "crashed"):
                self.timeouts += done.status == "timeout"
                self._close()
            return done
        return Attempt("crashed", reason=Reason(ended.kind, dict(ended.facts)))

    def _gate(self, check: Check, results: dict[str, CheckResult]) -> Reason | None:
        """Return why a check may not run now, or None."""
        for name in check.after:
            if name in results and results[name].status != "pass":
                return Reason("needs", {"check": name, "says": results[name].says})
        if self.timeouts >= TIMEOUTS_ALLOWED:
            return Reason("after_two", {"limit": self.job.exercise.limits.cpu})
        if time.perf_counter() > self.deadline:
            return Reason("wall_cap", {"seconds": self.job.exercise.limits.wall})
        return None

    def _fresh(self) -> None:
        self._close()
        self.timeouts = 0

    def _close(self) -> None:
        if self.worker is not None:
            self.worker.close()
            self.worker = None


def _checked(check: Check, visibility: Visibility, status: Status, **facts: object) -> CheckResult:
    return CheckResult(
        name=check.name,
        says=check.says,
        status=status,
        visibility=visibility,
        points=check.points if status == "pass" else 0.0,
        of=check.points,
        **facts,  # type: ignore[arg-type]  # fields of CheckResult, named by the callers above
    )


def _written(worker: Worker | None) -> tuple[Source, ...]:
    if worker is None or worker.kernels is None:
        return ()
    from grader.devices.nvrtc import Source

    return tuple(Source(*one) for one in worker.kernels.written)
