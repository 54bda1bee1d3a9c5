"""Which cause may be printed: the one that explains everything, when nothing else does."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grader.causes.observing.observation import Observation, Sample, Value
from grader.results import Reason

from .evidence import Evidence
from .registry import causes


@dataclass(frozen=True, slots=True)
class Known:
    """A known mistake and what it gives on each observation: a plain value, a Sample or None."""

    id: str
    says: str
    outputs: Sequence[object]  # None: it gave nothing that can be compared


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What may be said: nothing, one cause that is proven, or two that cannot be told apart."""

    causes: tuple[Reason, ...] = ()
    proven: bool = False

    @property
    def reason(self) -> Reason | None:
        """The diagnosis as the one reason a result carries."""
        if len(self.causes) < 2:
            return self.causes[0] if self.causes else None
        if all(cause.kind == "mistake" for cause in self.causes):
            return Reason("mistakes", {"says": [cause.facts["says"] for cause in self.causes]})
        first, second = ({"kind": c.kind, "facts": dict(c.facts)} for c in self.causes)
        return Reason("either", {"first": first, "second": second})


def diagnose(observations: Sequence[Observation], mistakes: Sequence[Known] = ()) -> Diagnosis:
    """Name the cause of a failure seen on several cases of one check; `observations[0]` failed.

    A known mistake says more than a probe and goes first; two candidates are both named, three say
    nothing. A probe that trips over a strange result is a rival nobody can rule out.
    """
    evidence = Evidence(observations)
    if not evidence.wrong:
        return Diagnosis()
    known = [m for m in mistakes if all(map(_equals, observations, _padded(m, observations)))]
    if 1 <= len(known) <= 2:
        found = [Reason("mistake", {"says": m.says}) for m in known]
        return Diagnosis(tuple(found), len(found) == 1)
    found, outranked = [], set[str]()
    for cause in causes():
        if evidence.wrong[0].kind not in cause.on:
            continue
        try:
            with np.errstate(all="ignore"):
                reasons = cause.reasons(evidence)
        except Exception as error:  # noqa: BLE001  # grading goes on without a cause
            warnings.warn(f"cause `{cause.kind}`: {error!r}", RuntimeWarning, stacklevel=2)
            return Diagnosis()
        found += reasons
        outranked |= set(cause.over) if reasons else set()
    found = [reason for reason in found if reason.kind not in outranked]
    return Diagnosis(tuple(found), len(found) == 1) if len(found) <= 2 else Diagnosis()


def _padded(mistake: Known, observations: Sequence[Observation]) -> list[object]:
    return [*mistake.outputs, *[None] * len(observations)][: len(observations)]


def _equals(seen: Observation, output: object) -> bool:
    if output is None or seen.got.array is None:
        return False
    got = seen.got.array
    if isinstance(output, Sample):
        if (got.shape, seen.got.dtype) != (output.shape, output.dtype):
            return False
        sampled = got.reshape(-1)[output.positions]
        return seen.agrees(sampled, output.values, output.positions)
    made = Value.of(output)
    if made.array is None or (made.array.shape, made.dtype) != (got.shape, seen.got.dtype):
        return False
    return seen.agrees(got.reshape(-1), made.array.reshape(-1), slice(None))
