"""A function of each value is missing, or there is one too many.

return x.var(axis=0)           # before
return np.sqrt(x.var(axis=0))  # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .core.registry import cause

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from grader.results import Json

    from .core.evidence import Evidence

FUNCTIONS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "sqrt": np.sqrt,
    "square": np.square,
    "exp": np.exp,
    "log": np.log,
    "abs": np.abs,
    "1/x": np.reciprocal,
    "1 - x": lambda x: 1 - x,
    "max(x, 0)": lambda x: np.maximum(x, 0),
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
}
ONE_WAY = ("abs", "max(x, 0)", "tanh", "sigmoid")  # those no other function undoes


@cause(over=("never_written",))
def elementwise(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """`function` of the result is right, or the result is `function` of what is right."""
    if any(seen.result.dtype.kind == "c" for seen in evidence.seen):
        return
    for name, function in FUNCTIONS.items():
        if evidence.restored(lambda seen, function: function(seen.result), function):
            yield {"function": name, "of": "got"}
        elif name in ONE_WAY and evidence.reproduced(
            lambda seen, function: function(seen.truth), function
        ):
            yield {"function": name, "of": "expected"}
