"""One exercise of one submission: sources -> worker -> checks -> an ExerciseResult."""

from __future__ import annotations

import ast
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.results import CheckResult, ExerciseResult, Frame, Json, Reason, Status
from grader.score import Scope, exercise_points, exercise_status, is_complete, late_factor
from grader.submissions import Problem, Program, untouched

from .checking import Checking
from .forbid import forbidden_use
from .loading import Loader, NotLoaded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grader.devices.nvrtc import Source

    from .job import Job

TODO = {"missing_file", "untouched", "empty_file"}


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
            run = Checking(job, loader, started)
            checks = run.checks()
            found.seconds = run.seconds
            found.notes += _of_the_card(job, program, run.written)
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
    found.seconds = found.seconds or time.perf_counter() - started
    return _result(job, status, checks, found)


@dataclass
class _Found:
    """What is known about the student's file, however far grading came."""

    path: str | None = None
    reason: Reason | None = None
    frames: tuple[Frame, ...] = ()
    output: str = ""
    notes: list[Reason] = field(default_factory=list)
    seconds: float = 0.0


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


def _of_the_card(job: Job, program: Program, written: Sequence[Source]) -> Iterable[Reason]:
    if job.card is None or not written:
        return ()
    from .card import card_notes

    return card_notes(program, written, job.card)


def _syntax(error: Exception, program: Program) -> Problem:
    line = getattr(error, "lineno", None) or 1
    lines = program.parts[0].text.splitlines()
    shown = lines[line - 1].strip() if line <= len(lines) else ""
    message = str(getattr(error, "msg", None) or "too deeply nested")
    return Problem("syntax", program.path, line=line, text=shown, message=message)


def _result(job: Job, status: Status, checks: list[CheckResult], found: _Found) -> ExerciseResult:
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
        seconds=found.seconds,
    )
