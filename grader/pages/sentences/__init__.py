"""The one place where English is made of reasons: a function for every kind in `results.reasons`.

Lower case, no full stop, code in back-quotes; facts arrive as named arguments, absent ones as None.
`problems` has the sentences about submissions, `outcomes` those about checks, `chances` those about
samples, `findings` and `kernels` those about kernels, `causes`, `places` and `scales` those about
proven causes, `infrastructure` those about what is no student's fault, `remarks` the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

from grader.pages.safe import first_line
from grader.results import Difference, Json, Reason
from grader.results.reasons import KINDS

from . import (
    causes,
    chances,
    findings,
    infrastructure,
    kernels,
    outcomes,
    places,
    problems,
    remarks,
    scales,
)
from .differences import differing

MODULES = (
    problems,
    outcomes,
    chances,
    findings,
    kernels,
    causes,
    places,
    scales,
    infrastructure,
    remarks,
)
SENTENCES: Mapping[str, Callable[..., str]] = {
    kind: cast("Callable[..., str]", getattr(module, kind))
    for kind in KINDS
    for module in MODULES
    if hasattr(module, kind)
}


def sentence(reason: Reason, difference: Difference | None = None) -> str:
    """One English sentence; `differs` says what `difference` holds.

    A kind that is not listed, or lacks a fact, is named: a page says less rather than nothing.
    """
    if reason.kind == "differs" and difference is not None:
        return differing(difference)
    listed = KINDS.get(reason.kind, ("kind",))
    if any(name not in reason.facts for name in listed if not name.endswith("?")):
        return first_line(reason.kind).replace("_", " ")
    names = [name.removesuffix("?") for name in listed]
    return SENTENCES[reason.kind](**{name: _safe(reason.facts.get(name)) for name in names})


class Problem(Protocol):
    """A reason as an exception carries it: `submissions.Problem`."""

    @property
    def kind(self) -> str:
        """A kind of `results.reasons.SUBMISSION`."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """The facts of that kind."""


def submission_problem(problem: Problem) -> str:
    """The sentence for a submission that could not even be opened."""
    return sentence(Reason(problem.kind, problem.facts))


def _safe(fact: Json) -> Any:
    if isinstance(fact, str):
        return first_line(fact)
    if isinstance(fact, list | tuple):
        return [_safe(item) for item in fact]
    if isinstance(fact, Mapping):
        return {first_line(str(key)): _safe(item) for key, item in fact.items()}
    return fact
