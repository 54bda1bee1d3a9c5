"""Computed with fewer digits than the result has room for.

return np.exp(x.astype("float16")).astype("float32")  # before
return np.exp(x)                                      # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation

DIGITS: Mapping[str, int] = {"bfloat16": 8, "float16": 11, "float32": 24}  # bits, coarsest first
ROOM: Mapping[str, int] = {"float64": 53, "float32": 24, "float16": 11}
ROUND = 5  # bits; numbers with fewer are round in every precision
STEPS = 64  # roundings that may have added up
FEWEST = 4


@cause(on=("values",))
def lost_precision(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """Every value fits into `dtype`, and the errors are roundings of that size, in both ways."""
    for dtype, digits in DIGITS.items():
        if any(ROOM.get(seen.expected.dtype, 0) <= digits for seen in evidence.seen):
            continue
        if not all(_fits(seen, digits) for seen in evidence.cheapest):
            continue
        proof = [_proof(seen) for seen in evidence.wrong]
        up, down = (sum(each[way] for each in proof) for way in (0, 1))
        if up >= 1 and down >= 1 and up + down >= FEWEST:
            yield {"dtype": dtype}
            return


def _fits(seen: Observation, digits: int) -> bool:
    """True when all values have that few digits and are as near as roundings leave them."""
    if seen.result.dtype.kind == "c" or seen.result.shape != seen.truth.shape:
        return False
    for at in (seen.picks, ...):
        got, expected = seen.result[at], seen.truth[at]
        finite = np.isfinite(got) & np.isfinite(expected)
        if not np.array_equal(_rounded(got, digits)[finite], got[finite]):
            return False
        scale = float(np.max(np.abs(expected[finite]), initial=0.0))
        near = np.abs(got - expected) <= STEPS * 2.0**-digits * scale
        if not (near | (got == expected) | (np.isnan(got) & np.isnan(expected))).all():
            return False
    return True


def _proof(seen: Observation) -> tuple[int, int]:
    """How many wrong values are no round numbers, too large and too small."""
    places = seen.wrong[seen.picks]
    got, expected = seen.result[seen.picks][places], seen.truth[seen.picks][places]
    telling = np.isfinite(got) & (_rounded(got, ROUND) != got)
    return int(np.sum(telling & (got > expected))), int(np.sum(telling & (got < expected)))


def _rounded(x: np.ndarray, digits: int) -> np.ndarray:
    fraction, exponent = np.frexp(x)
    scale = float(1 << digits)
    return np.asarray(np.ldexp(np.rint(fraction * scale) / scale, exponent))
