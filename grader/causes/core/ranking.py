"""Which cause may be printed: the one that explains everything, when nothing else does."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

from grader.causes.observing.diagnosis import Diagnosis
from grader.results import Reason

from .evidence import Evidence
from .registry import causes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.causes.observing.known import Known
    from grader.causes.observing.observation import Observation


def diagnose(observations: Sequence[Observation], mistakes: Sequence[Known] = ()) -> Diagnosis:
    """Name the cause of a failure from one check's observations, the failed one first.

    A known mistake says more than a probe and goes first; two candidates are both named, three say
    nothing. A probe that trips over a strange result is a rival nobody can rule out.
    """
    known = [each.reason for each in mistakes if each.reproduces(observations)]
    if 1 <= len(known) <= 2:
        return Diagnosis.of(known)
    try:
        with np.errstate(all="ignore"):
            return Diagnosis.of(_explaining(Evidence(observations)))
    except Exception as error:  # noqa: BLE001  # grading goes on without a cause
        warnings.warn(f"looking for a cause: {error!r}", RuntimeWarning, stacklevel=2)
        return Diagnosis()


def _explaining(evidence: Evidence) -> list[Reason]:
    if not evidence.wrong:
        return []
    kind = evidence.wrong[0].kind
    found, outranked = list[Reason](), set[str]()
    for cause in causes():
        if kind in cause.on and (evidence.numeric or kind in {"type", "unchanged"}):
            facts = list(cause.probe(evidence))
            found += [Reason(cause.kind, each) for each in facts]
            outranked |= set(cause.over) if facts else set()
    return [reason for reason in found if reason.kind not in outranked]
