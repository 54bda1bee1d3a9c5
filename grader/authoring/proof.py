"""One exercise, proven: its solution right, its mistakes caught, its tolerances in between."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from grader.checks.errors import CheckError
from grader.run.broken import CourseFault
from grader.run.loading import NotLoaded
from grader.score import exercise_status
from grader.submissions import is_untouched

from .faults import Fault, fault
from .generic import generic_answers
from .judging import right_answer
from .known import known_answers
from .light import SHARE, light_faults
from .release import ReleaseError
from .subject import Subject
from .trials import Trial, Verdict, Verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.course import Exercise
    from grader.run import Grader

SECONDS = 2.0  # the solution's, for all its checks


def prove(
    grader: Grader,
    exercise: Exercise,
    keys: Sequence[bytes],
    *,
    light: bool = False,
    part: int = 0,
    parts: int = 1,
) -> tuple[list[Fault], list[Fault]]:
    """Return the faults of an exercise, and remarks: what is shown and is no fault.

    `keys` are the secret seeds to grade with; `light` asks only whether what was proven before
    still works here. An exercise whose solution fails its own checks is looked into no further.
    The work can be done in `parts`: the first has the stub, the solution and the generic answers,
    each an equal share of the known ones.
    """
    try:
        subject = Subject(grader, exercise)
    except (CourseFault, CheckError) as error:
        return [fault(exercise.id, "broken", text=_problem(error))], []
    try:
        faults = (
            []
            if part
            else [
                *_stub(subject),
                *solution_faults(subject, keys[0], tries=1 if light else 3),
            ]
        )
        if any(found.answer_of("solution") for found in faults):
            return faults, []
        sealed = subject.sealed()
        if light:
            return [*faults, *light_faults(subject, sealed, keys[0])], []
        faults += known_answers(subject, sealed, keys, part=part, parts=parts)
        if part:
            return faults, []
        generic, remarks = generic_answers(subject, sealed, keys[0])
        return [*faults, *generic], remarks
    except CourseFault as error:
        return [fault(exercise.id, "broken", text=error.problem)], []
    except ReleaseError as error:
        problems = [text.removeprefix(f"{exercise.id}: ") for text in error.problems]
        return [*faults, *(fault(exercise.id, "unsealable", text=text) for text in problems)], []


def _problem(error: CourseFault | CheckError) -> str:
    return error.problem if isinstance(error, CourseFault) else str(error)


def _stub(subject: Subject) -> Iterator[Fault]:
    """The stub as given is `todo`, whether it is recognized as untouched or run."""
    stub, name = subject.suite.stub, subject.exercise.id
    if not is_untouched(stub, stub):
        yield fault(name, "stub_unseen")
    try:
        verdicts = Trial(subject.suite, subject.loaded(stub, "stub"), subject.expected).public()
    except NotLoaded as error:
        yield subject.unloadable("stub", error)
        return
    passed = [check for check, verdict in verdicts.items() if verdict.status == "pass"]
    status = exercise_status([verdict.status for verdict in verdicts.values()])
    if passed:
        yield fault(name, "stub_passes", checks=list(passed))
    elif status != "todo":
        yield fault(name, "stub_not_todo", status=status)


def solution_faults(subject: Subject, key: bytes, tries: int = 3) -> Iterator[Fault]:
    """Faults of the solution as a submission: right, allowed, quick.

    Too slow by the wall clock is the exercise's fault only if it was so at every one of several
    tries; with one try it is not asked.
    """
    name, solution = subject.exercise.id, subject.solution
    yield from subject.forbidden("solution", solution)
    share = subject.exercise.limits.cpu / SHARE
    trial = Trial(subject.suite, subject.loaded(solution, "solution"), subject.expected, cpu=share)
    try:
        public, secret, seconds = _timed(trial, key, tries)
        verdicts = {**secret, **public}
        slow = [check for check, found in verdicts.items() if _over(found)]
        if any(found.status == "timeout" for found in verdicts.values()):
            trial.cpu = None
            public, secret, seconds = _timed(trial, key, tries)
    except NotLoaded as error:
        yield subject.unloadable("solution", error)
        return
    yield from right_answer(name, "solution", public)
    yield from right_answer(name, "solution", secret)
    if tries > 1 and seconds > SECONDS:
        yield fault(name, "slow", seconds=seconds, limit=SECONDS)
    for check in slow:
        yield fault(name, "slow_check", check=check, limit=share, share=SHARE)


def _timed(trial: Trial, key: bytes, tries: int) -> tuple[Verdicts, Verdicts, float]:
    """Return all verdicts, and the seconds of a whole grading: the best of some tries if slow."""
    best = float("inf")
    for _ in range(tries):
        started = time.perf_counter()
        public = trial.public()
        secret = trial.secret(key, public)
        best = min(best, time.perf_counter() - started)
        if best <= SECONDS:
            break
    return public, secret, best


def _over(verdict: Verdict) -> bool:
    """Tell whether a check ran out of CPU time; the wall clock may be another program's fault."""
    facts = verdict.reason.facts if verdict.reason else {}
    return verdict.status == "timeout" and facts.get("clock") == "cpu"
