"""Wrong answers nobody has to write down: zeros, a transpose, a lookup table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .damage import WRONG, Wrong
from .faults import Fault, fault
from .judging import alike
from .lookup import earned
from .trials import FAR, Trial, Verdicts
from .wrong import Damaged

if TYPE_CHECKING:
    from .sealing import SealedCopy
    from .subject import Subject


def generic_answers(
    subject: Subject, sealed: SealedCopy, key: bytes
) -> tuple[list[Fault], list[Fault]]:
    """Return the faults, and as remarks which generic wrong answers happen to be right."""
    faults: list[Fault] = []
    remarks: list[Fault] = []
    for wrong in WRONG:
        found, remark = _one(subject, sealed, key, wrong)
        faults += found
        remarks += remark
    load = subject.loaded(subject.solution, "solution")
    for check in earned(subject.suite, load, subject.expected, key):
        faults.append(fault(subject.exercise.id, "lookup_earns", check=check.name))
    return faults, remarks


def _one(
    subject: Subject, sealed: SealedCopy, key: bytes, wrong: Wrong
) -> tuple[list[Fault], list[Fault]]:
    name = subject.exercise.id
    load = subject.loaded(subject.solution, "solution")
    trial = Trial(subject.suite, lambda: Damaged(load(), wrong), subject.expected, stop=True)
    public = trial.public()
    trial.expected = sealed.expected
    faults = list(alike(name, wrong.name, public, trial.public()))
    if _rejected(public):
        return faults, []
    seen: list[Damaged] = []

    def measured() -> Damaged:
        seen.append(Damaged(load(), wrong, measure=True))
        return seen[-1]

    trial = Trial(subject.suite, measured, subject.expected, stop=True)
    verdicts = {**trial.public(), **trial.secret(key, public)}
    if _rejected(verdicts):
        return faults, []
    error = max((verdict.error for verdict in verdicts.values()), default=0.0)
    moved = max((side.moved for side in seen), default=0.0)
    if moved <= FAR:
        return faults, [fault(name, "happens_right", wrong=wrong.name, says=wrong.says)]
    if wrong.subtle and 0 < error <= 1:
        remark = fault(name, "within_tolerance", wrong=wrong.name, says=wrong.says, error=error)
        return faults, [remark]
    passed = fault(name, "generic_passes", wrong=wrong.name, says=wrong.says, moved=moved)
    return [*faults, passed], []


def _rejected(verdicts: Verdicts) -> bool:
    return any(verdict.status not in ("pass", "skipped") for verdict in verdicts.values())
