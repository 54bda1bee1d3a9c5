"""One exercise of one submission: sources -> worker -> checks -> an ExerciseResult."""

from __future__ import annotations

import ast
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grader.checks.inputs import PUBLIC_KEY, secret_cases
from grader.results import CheckResult, ExerciseResult, Frame, Json, Reason, Status, Visibility
from grader.score import Scope, Weights, exercise_points, exercise_status, is_complete, late_factor
from grader.submissions import Problem, Program, Submission, untouched

from .attempt import Attempt, attempt
from .forbid import forbidden_use
from .loading import Loader, NotLoaded

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from grader.checks.declare import Case, Check
    from grader.course import Chapter, Course, Exercise
    from grader.isolation import Worker

    from .expected import Expected
    from .secret import Secret
    from .suite import Suite

TIMEOUTS_ALLOWED = 2

TODO = {"missing_file", "untouched", "empty_file"}


@dataclass
class Job:
    """Everything needed to grade one exercise of one submission."""

    course: Course
    chapter: Chapter
    suite: Suite
    weights: Weights
    submission: Submission
    start: Callable[[], Worker]
    expected: Expected
    secret: Secret | None  # None: public cases only
    submitted: datetime | None = None
    only: tuple[str, int] | None = None  # one check, one case (from 1)

    @property
    def exercise(self) -> Exercise:
        """The exercise being graded."""
        return self.suite.exercise


def grade_exercise(job: Job) -> ExerciseResult:
    """Grade one exercise; raises CourseFault when the course itself is broken."""
    started = time.perf_counter()
    checks: list[CheckResult] = []
    found = _Found()
    try:
        program = _program(job)
        found.path = program.path
        found.notes = [Reason(note.kind, note.facts) for note in program.notes]
        loader = Loader(job.suite, program, job.start)
        try:
            checks = _Run(job, loader, started).checks()
        finally:
            found.notes += loader.notes
            found.output = loader.output
        status = exercise_status([check.status for check in checks])
    except Problem as problem:
        status = "todo" if problem.kind in TODO else "error"
        found.reason = Reason(problem.kind, problem.facts)
        found.path = problem.path or found.path
    except NotLoaded as problem:
        status, found.reason = problem.status, problem.reason
        found.frames, found.output = problem.frames, problem.output or found.output
    return _result(job, status, checks, found, time.perf_counter() - started)


@dataclass
class _Found:
    """What is known about the student's file, however far grading came."""

    path: str | None = None
    reason: Reason | None = None
    frames: tuple[Frame, ...] = ()
    output: str = ""
    notes: list[Reason] = field(default_factory=list)


def _program(job: Job) -> Program:
    """Find the student's program and refuse what can be refused without running it."""
    program = job.submission.program(job.exercise)
    if untouched(program, job.suite.stub):
        raise Problem("untouched", program.path)
    for part in program.parts:
        try:
            tree = ast.parse(part.text)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            if len(program.parts) == 1:
                raise _syntax(error, program) from None
            continue  # a broken cell fails alone, when it is executed
        use = forbidden_use(tree, job.exercise.forbid)
        if use:
            line = part.text.splitlines()[use.line - 1].strip()
            facts: dict[str, Json] = {
                "name": use.name,
                "line": use.line + part.line - 1,
                "text": line,
            }
            raise NotLoaded("forbidden", Reason("forbidden_name", facts))
    return program


def _syntax(error: Exception, program: Program) -> Problem:
    line = getattr(error, "lineno", None) or 1
    lines = program.parts[0].text.splitlines()
    shown = lines[line - 1].strip() if line <= len(lines) else ""
    message = str(getattr(error, "msg", None) or "too deeply nested")
    return Problem("syntax", program.path, line=line, text=shown, message=message)


class _Run:
    """The checks of one program, in order: public ones, then secret cases and hidden ones."""

    def __init__(self, job: Job, loader: Loader, started: float) -> None:
        self.job = job
        self.loader = loader
        self.deadline = started + job.exercise.limits.wall
        self.timeouts = 0
        self.worker: Worker | None = None

    def checks(self) -> list[CheckResult]:
        """Run everything; each check gets a result whether or not it ran."""
        job = self.job
        try:
            self.worker = self.loader.worker()
            results: dict[str, CheckResult] = {}
            for check in job.suite.public.checks:
                if job.only is None or job.only[0] == check.name:
                    results[check.name] = self._public(check, results)
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
            frames=done.frames,
            again=again,
            seconds=done.seconds,
            output=done.output or None,
        )

    def _secret(self, check: Check, results: dict[str, CheckResult], secret: Secret) -> CheckResult:
        """Run a passed public check on cases no student has; only the verdict is kept."""
        before = results[check.name]
        if before.status != "pass" or not check.draws or self._gate(check, results) is not None:
            if before.status == "pass" and self._gate(check, results) is not None:
                return replace(before, status="fail", points=0.0, reason=Reason("secret"))
            return before
        cases = list(enumerate(secret_cases(check, secret.key), 1))
        done = self._attempt(check, cases, secret.key)
        if done.status == "pass":
            return replace(before, seconds=before.seconds + done.seconds)
        return replace(before, status="fail", points=0.0, reason=Reason("secret"))

    def _hidden(self, check: Check, results: dict[str, CheckResult], secret: Secret) -> CheckResult:
        """Run a hidden check; only its status is kept."""
        if self._gate(check, results) is not None:
            return _checked(check, "hidden", "skipped", reason=Reason("hidden"))
        cases = list(enumerate(secret_cases(check, secret.key), 1))
        done = self._attempt(check, cases, secret.key)
        reason = None if done.status == "pass" else Reason("hidden")
        return _checked(check, "hidden", done.status, reason=reason, seconds=done.seconds)

    def _attempt(self, check: Check, cases: list[tuple[int, Case]], key: bytes) -> Attempt:
        job = self.job
        if self.worker is None:
            self.worker = self.loader.worker()
        done = attempt(
            job.suite,
            check,
            cases,
            key,
            self.worker,
            lambda case: job.expected.side(job.suite, check, case, key),
        )
        if done.status in ("timeout", "memory", "crashed"):
            self.timeouts += done.status == "timeout"
            self._close()
        return done

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


def _result(
    job: Job, status: Status, checks: list[CheckResult], found: _Found, seconds: float
) -> ExerciseResult:
    penalty = late_factor(job.course.policy.late, job.chapter.due, job.submitted)
    scope: Scope = "public" if job.secret is None else "all"
    points, of = exercise_points(
        job.exercise, checks, job.weights, scope=scope, factor=penalty.factor
    )
    return ExerciseResult(
        name=job.exercise.id,
        chapter=job.chapter.id,
        entry=job.exercise.entry,
        status=status,
        complete=job.only is None and is_complete([status, *(c.status for c in checks)]),
        points=points,
        of=of,
        path=found.path,
        reason=found.reason,
        frames=found.frames,
        output=found.output or None,
        late=penalty.reason,
        notes=tuple(found.notes),
        checks=tuple(checks),
        seconds=seconds,
    )
