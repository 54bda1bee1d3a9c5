"""The same values come back for other inputs, or those of another call.

def f(x, out=[]):  # before: kept between calls
def f(x):          # after
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause
from .observing.comparing import same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation


@cause(on=("shape", "finite", "values", "exact"))
def stale_output(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """Wrong results are right ones of another call (`whose`), or all the same ones."""
    wrong, seen = evidence.wrong, evidence.seen
    if evidence.bits < 40:
        return
    if len(wrong) > 1 and not _uniform(wrong[0]) and all(_again(*two) for two in _pairs(wrong)):
        yield {"whose": "same"}
        return
    for whose, step in (("earlier", -1), ("later", 1)):
        places = [(place, each) for place, each in enumerate(seen) if each.kind != "right"]
        # The first of all calls has none before it, the last none after it.
        inner = [(p, each) for p, each in places if 0 <= p + step < len(seen)]
        if len(inner) < len(places) - 1 or not inner:
            continue
        if all(_is_of(each, seen[place + step]) for place, each in inner):
            yield {"whose": whose}


def _pairs(wrong: tuple[Observation, ...]) -> Iterator[tuple[Observation, Observation]]:
    return itertools.pairwise(wrong)


def _again(one: Observation, other: Observation) -> bool:
    """True when two calls gave the same although different results were due."""
    allowed = np.asarray(np.max(one.allowed, initial=0.0))
    return same(one.result, other.result, allowed * 0) and not same(one.truth, other.truth, allowed)


def _is_of(seen: Observation, other: Observation) -> bool:
    """True when a result is what another call should have given."""
    allowed = np.asarray(np.max(other.allowed, initial=0.0))
    return same(seen.result, other.truth, allowed)


def _uniform(seen: Observation) -> bool:
    return bool(seen.result.size < 2 or np.all(seen.result == seen.result.flat[0]))
