"""Rounded to some decimals, or cut to a whole number.

out = np.zeros(n, dtype=int)  # before: what is written loses its fraction
out = np.zeros(n)             # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from grader.results import Json

    from .core.evidence import Evidence
    from .observing.observation import Observation

WAYS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "nearest": np.rint,
    "toward zero": np.trunc,
    "down": np.floor,
    "up": np.ceil,
}
EPSILON = {"float16": 2.0**-10, "bfloat16": 2.0**-7, "float32": 2.0**-23}
MOST = 8
FEWEST = 4


@cause(on=("dtype", "values"), over=("lost_precision", "never_written"))
def rounded(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """Every value is the expected one rounded (`way`) to `decimals`."""
    if sum(int(np.sum(seen.wrong)) for seen in evidence.wrong) < FEWEST:
        return
    if any(seen.result.shape != seen.truth.shape or seen.result.dtype.kind == "c"
           for seen in evidence.seen):  # fmt: skip
        return
    if all(not seen.result.any() for seen in evidence.wrong):
        return  # zeros are no rounded numbers
    for decimals in range(MOST):
        ways = [way for way in WAYS if all(_is(seen, decimals, way) for seen in evidence.cheapest)]
        if ways:
            # Down and toward zero are the same where nothing is negative.
            yield {"decimals": decimals, "way": ways[0] if len(ways) == 1 else _best(ways)}
            return


def _best(ways: list[str]) -> str:
    return "toward zero" if ways == ["toward zero", "down"] else "some way"


def _is(seen: Observation, decimals: int, way: str) -> bool:
    scale = 10.0**decimals
    allowed = np.broadcast_to(seen.allowed, seen.truth.shape)
    for at in (seen.picks, ...):
        got, expected = seen.result[at] * scale, seen.truth[at] * scale
        finite = np.isfinite(expected)
        grain = 4 * EPSILON.get(seen.got.dtype, 2.0**-52) * np.max(np.abs(got[finite]), initial=0.0)
        if not grain < 0.05:  # so many decimals that every number has no more
            return False
        # Next to a boundary the student's own rounding error decides the way.
        near = np.rint(expected)
        whole = np.abs(expected - near) <= allowed[at] * scale + grain
        both = (WAYS[way](expected + sign * allowed[at] * scale) for sign in (-1, 1))
        both = (np.where(whole, near, made) for made in both)
        off = [np.abs(got - made) > grain + 1e-9 for made in both]
        if (off[0] & off[1] & finite).any():
            return False
    return True
