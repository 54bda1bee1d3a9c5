"""Reduced or normalized along another axis.

return x / x.sum(axis=0, keepdims=True)  # before
return x / x.sum(axis=1, keepdims=True)  # after
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .core.registry import cause
from .observing.reductions import arguments, confirmed, readings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.results import Json

    from .core.evidence import Evidence


@cause(
    over=(
        "not_normalized",
        "slice_factor",
        "slice_offset",
        "factor",
        "mean_for_sum",
        "reshaped",
        "keepdims",
    )
)
def wrong_axis(evidence: Evidence) -> Iterator[dict[str, Json]]:
    """The argument's `function` along `expected` is right, and along `got` is what came."""
    if evidence.bits < 8:
        return
    said = set[tuple[object, object]]()
    due = readings(evidence, "expected", arguments(evidence.seen, least=2))
    for came in readings(evidence, "got", [each.argument for each in due]):
        for right in due:
            same = (right.argument, right.function) == (came.argument, came.function)
            if same and right.resolved != came.resolved:
                axes = (came.resolved, right.resolved)
                whole = confirmed(evidence, "expected", right) and confirmed(evidence, "got", came)
                if axes not in said and whole:
                    said.add(axes)
                    yield {
                        "argument": came.argument,
                        "function": came.function,
                        "got": came.axis,
                        "expected": right.axis,
                    }
