"""What goes wrong in people's code: each function turns one node into changes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import arithmetic, calls, conditions, constants, indexing, results, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.authoring.audit.change import Change
    from grader.authoring.audit.source import Place

    Operator = Callable[[Place], Iterator[Change]]

OPERATORS: tuple[Operator, ...] = (
    arithmetic.binary,
    arithmetic.unary,
    arithmetic.augmented,
    calls.wrapper,
    calls.similar,
    calls.swapped_arguments,
    calls.keywords,
    calls.views,
    conditions.comparison,
    conditions.connective,
    conditions.test,
    constants.constant,
    indexing.bounds,
    indexing.counts,
    indexing.position,
    results.earlier_name,
    statements.dropped,
    statements.rebound,
)
# Crude, and asked only where a short solution gives the others too little to damage.
CRUDE: tuple[Operator, ...] = (results.scaled,)
