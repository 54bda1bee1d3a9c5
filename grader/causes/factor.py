"""Every value is off by one factor: a constant, or one made of a length.

return q @ k.T               # before
return q @ k.T / sqrt(d)     # after
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause
from .observing.factors import CLOSE, factors, over, varied
from .observing.sizes import length, shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from grader.results import Json

    from .core.evidence import Evidence

FORMS: Mapping[str, Callable[[int], float]] = {
    "n": float,
    "1/n": lambda n: 1 / n,
    "sqrt(n)": math.sqrt,
    "1/sqrt(n)": lambda n: 1 / math.sqrt(n),
    "n^2": lambda n: float(n) ** 2,
    "1/n^2": lambda n: 1 / n**2,
}
SIMPLE = [n / d for n in (1, 2, 3, 4, 10, 100) for d in (1, 2, 3, 4, 10, 100) if 1 in {n, d}]
FREE = 60.0  # bits: three measured numbers, where one would fit some factor


@cause()
def factor(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The result over a factor is right: `form` of the length `n` called `of`, or a number."""
    found = factors(evidence)
    if found is None or any(abs(abs(each) - 1) < CLOSE**2 for each in found):
        return
    constant = all(abs(each / found[0] - 1) < CLOSE for each in found)
    simple = [number for number in SIMPLE if abs(number / found[0] - 1) < CLOSE]
    if constant and simple and evidence.restored(over, simple[0]):
        yield {"factor": simple[0]}
        return
    named = list(_named(evidence, found, constant))
    if named and (len(named) == 1 or not constant):
        yield named[0]
    elif constant and varied(evidence):
        fitted = _fitted(evidence)
        if evidence.restored(over, fitted, bits=FREE):
            yield {"factor": fitted}


def _named(evidence: Evidence, found: list[float], constant: bool) -> Iterator[dict[str, Json]]:
    for size in shared(evidence.seen):
        wrong = [length(seen, size) for seen in evidence.wrong]
        # Any length of 2 explains a factor of 2, one of 0 none.
        if (constant and wrong[0] < 3) or min(wrong) < 1:
            continue
        for form, value in FORMS.items():
            if any(abs(value(n) / f - 1) > CLOSE for n, f in zip(wrong, found, strict=True)):
                continue
            if evidence.restored(lambda seen, size, value: over(seen, value(length(seen, size))),
                                 size, value):  # fmt: skip
                yield {"factor": value(wrong[0]), "form": form, "n": wrong[0], "of": list(size)}


def _fitted(evidence: Evidence) -> float:
    """The factor by least squares over some of what is wrong."""
    products = squares = 0.0
    for seen in evidence.wrong:
        got, expected = seen.result[seen.picks], seen.truth[seen.picks]
        both = np.isfinite(got) & np.isfinite(expected)
        scale = float(np.max(np.abs(expected[both]), initial=0.0)) or 1.0
        products += float(np.vdot(expected[both] / scale, got[both] / scale).real)
        squares += float(np.sum(np.abs(expected[both] / scale) ** 2))
    return products / squares if squares else math.nan
