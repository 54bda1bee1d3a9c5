"""Another number: 0, 1, one more, one less, the other sign, twice, half, no eps."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from grader.authoring.audit.change import Change, literal, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.authoring.audit.source import Place

EPS = 1e-3  # a float below this guards against a division by zero
AXES = ("axis", "axes", "dim", "dims")
ELSEWHERE = (*AXES, "keepdims", "keepdim", "strict")


def constant(place: Place) -> Iterator[Change]:
    """Another number for a number, the opposite for True and False."""
    node, parent = place.node, place.parent
    if isinstance(parent, ast.keyword) and parent.arg in ELSEWHERE:
        return
    if isinstance(parent, ast.UnaryOp) and number(parent) is not None:
        return  # the sign belongs to it
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield Change(f"{node.value}>{not node.value}", ast.Constant(not node.value))
        return
    value = number(node)
    if value is None:
        return
    for other in _others(value):
        yield Change(f"{value!r}>{other!r}", literal(other))


def _others(value: float) -> list[int | float]:
    found: list[int | float]
    if isinstance(value, int):
        found = [value + 1, value - 1, -value, 0]
    elif value == 0:
        found = [1.0]
    elif abs(value) < EPS:
        found = [0.0, value * 1000]
    else:
        found = [2 * value, value / 2, -value, 0.0]
    return [x for x in dict.fromkeys(found) if x != value]
