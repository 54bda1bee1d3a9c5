"""The right axis, another function.

return x.mean(axis=0)    # before
return x.max(axis=0)     # after
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from .core.registry import cause
from .observing.reductions import arguments, confirmed, readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence


# `mean_for_sum` knows these.
MEANS = {
    pair
    for of in ("", " of squares")
    for pair in itertools.permutations((f"the sum{of}", f"the mean{of}"))
}


@cause(over=("elementwise", "factor", "slice_offset", "slice_factor", "not_normalized"))
def wrong_function(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The argument's function `expected` is right, and `got` of the same slices is what came."""
    if evidence.bits < 8:
        return
    due = readings(evidence, "expected", arguments(evidence.seen, least=1))
    said = set[tuple[str, str]]()
    for came in readings(evidence, "got", [each.argument for each in due]):
        for right in due:
            same = (right.argument, right.resolved) == (came.argument, came.resolved)
            functions = (came.function, right.function)
            if not same or functions[0] == functions[1] or functions in said | MEANS:
                continue
            if confirmed(evidence, "expected", right) and confirmed(evidence, "got", came):
                said.add(functions)
                yield {
                    "argument": came.argument,
                    "axis": came.axis,
                    "got": came.function,
                    "expected": right.function,
                }
