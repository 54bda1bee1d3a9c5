"""Which cause may be printed: the one that explains everything, when nothing else does."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np

from grader.causes.observing.diagnosis import Diagnosis
from grader.causes.observing.known import Known
from grader.causes.observing.observation import Observation
from grader.results import Reason

from .evidence import Evidence
from .registry import ANY_VALUES, causes


def diagnose(observations: Sequence[Observation], mistakes: Sequence[Known] = ()) -> Diagnosis:
    """Name the cause of a failure from one check's observations, the failed one first.

    A known mistake says more than a probe and goes first; two candidates are both named, three say
    nothing. A probe that trips over a strange result is a rival nobody can rule out.
    """
    evidence = Evidence(observations)
    if not evidence.wrong:
        return Diagnosis()
    known = [mistake.says for mistake in mistakes if mistake.reproduces(observations)]
    if 1 <= len(set(known)) <= 2:
        return _said([Reason("mistake", {"says": says}) for says in dict.fromkeys(known)])
    try:
        with np.errstate(all="ignore"):
            return _said(_explaining(evidence))
    except Exception as error:  # noqa: BLE001  # grading goes on without a cause
        warnings.warn(f"looking for a cause: {error!r}", RuntimeWarning, stacklevel=2)
        return Diagnosis()


def _explaining(evidence: Evidence) -> list[Reason]:
    found, outranked = list[Reason](), set[str]()
    for cause in causes():
        if evidence.wrong[0].kind in cause.on and (evidence.numeric or cause.on is not ANY_VALUES):
            facts = list(cause.probe(evidence))
            found += [Reason(cause.kind, each) for each in facts]
            outranked |= set(cause.over) if facts else set()
    return [reason for reason in found if reason.kind not in outranked]


def _said(found: list[Reason]) -> Diagnosis:
    return Diagnosis(tuple(found), len(found) == 1) if len(found) <= 2 else Diagnosis()
