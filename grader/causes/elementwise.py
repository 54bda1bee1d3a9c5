"""A function of each value is missing, or there is one too many.

return x.var(axis=0)           # before
return np.sqrt(x.var(axis=0))  # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause
from .observing.observation import Observation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from grader.results import Json

    from .core.evidence import Evidence

FUNCTIONS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "sqrt(x)": np.sqrt,
    "x^2": np.square,
    "exp(x)": np.exp,
    "log(x)": np.log,
    "abs(x)": np.abs,
    "1/x": np.reciprocal,
    "1 - x": lambda x: 1 - x,
    "max(x, 0)": lambda x: np.maximum(x, 0),
    "tanh(x)": np.tanh,
    "sigmoid(x)": lambda x: 1 / (1 + np.exp(-x)),
}
ONE_WAY = ("abs(x)", "max(x, 0)", "tanh(x)", "sigmoid(x)")  # those no other function undoes


@cause(over=("never_written",))
def elementwise(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """`function` of the result is right, or the result is `function` of what is right."""
    if any(seen.result.dtype.kind == "c" for seen in evidence.seen):
        return
    signed = any((seen.result > 0).any() for seen in evidence.seen)
    for name, function in FUNCTIONS.items():
        if name == "abs(x)" and not signed:  # then it is the sign that is wrong
            continue
        if evidence.restored(Observation.each, function):
            yield {"function": name, "of": "got"}
        elif name in ONE_WAY and evidence.reproduced(Observation.each, function, "expected"):
            yield {"function": name, "of": "expected"}
