"""What verdicts say about the exercise: right answers pass with margin, mistakes where they should.

Pure functions from verdicts to faults.
"""

from __future__ import annotations

import difflib
import math
from typing import TYPE_CHECKING

from .faults import Fault, fault
from .trials import FAR, Verdict, Verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.checks.declare import Mistake
    from grader.results import Difference, Json


def right_answer(exercise: str, answer: str, verdicts: Verdicts) -> Iterator[Fault]:
    """Faults of a right answer: a check it fails, or passes too close to the tolerance.

    `answer` is `solution`, `truth` or the name of a variant.
    """
    for check, verdict in verdicts.items():
        if verdict.status == "skipped":
            continue  # only follows from another check
        if verdict.status != "pass":
            yield fault(exercise, _REJECTED.get(answer, "variant_rejected"), answer=answer,
                        check=check, case=verdict.label, **described(verdict))  # fmt: skip
        elif verdict.error > 1 / FAR:
            yield fault(
                exercise,
                "tolerance_tight",
                answer=answer,
                check=check,
                case=verdict.label,
                error=verdict.error,
            )


_REJECTED = {"solution": "solution_fails", "truth": "truth_disagrees"}


def mistaken(exercise: str, mistake: Mistake, public: Verdicts, secret: Verdicts
) -> Iterator[Fault]:  # fmt: skip
    """Faults of a mistake: it must fail the checks it names, clearly, and no other.

    A public check counts as failed only on public cases, where the cause must show.
    """
    verdicts = {**secret, **public}
    yield from _unnamed(exercise, mistake, public)
    for check in mistake.fails:
        verdict = verdicts.get(check)
        if verdict is None:
            near = difflib.get_close_matches(check, list(verdicts), 1, 0.6)
            yield fault(
                exercise,
                "unknown_check",
                mistake=mistake.name,
                check=check,
                near=next(iter(near), None),
            )
        elif verdict.status == "skipped":
            yield fault(
                exercise, "mistake_skipped", mistake=mistake.name, check=check, after=verdict.label
            )
        elif verdict.status == "pass":
            kind = "mistake_passes"
            if secret.get(check, verdict).status != "pass":
                kind = "mistake_only_secret"
            yield fault(exercise, kind, mistake=mistake.name, check=check, says=mistake.says)
        elif verdict.status in ("todo", "forbidden", "unavailable"):
            yield _elsewhere(exercise, mistake, check, verdict)
        elif verdict.on_values and verdict.error < FAR:
            yield fault(
                exercise,
                "tolerance_loose",
                mistake=mistake.name,
                check=check,
                case=verdict.label,
                error=verdict.error,
            )
    for check, verdict in [*public.items(), *secret.items()]:
        if check in mistake.fails or verdict.status == "skipped":
            continue
        if verdict.status != "pass":
            yield _elsewhere(exercise, mistake, check, verdict)
        elif 1 / FAR < verdict.error <= 1:
            yield fault(
                exercise,
                "on_the_edge",
                mistake=mistake.name,
                check=check,
                case=verdict.label,
                error=verdict.error,
            )


def _unnamed(exercise: str, mistake: Mistake, public: Verdicts) -> Iterator[Fault]:
    """The fault of a mistake whose own sentence is not the cause at the first check it fails."""
    first = next((name for name in public if name in mistake.fails), None)
    if first is None or public[first].status not in ("fail", "error"):
        return
    cause = public[first].cause
    if cause is None or cause.kind != "mistake" or cause.facts.get("mistake") != mistake.name:
        shown = "nothing" if cause is None else str(cause.facts.get("mistake", cause.kind))
        if cause is not None and cause.kind == "mistakes":
            shown = " or ".join(map(str, cause.facts["mistakes"]))  # type: ignore[arg-type]
        yield fault(exercise, "unnamed", mistake=mistake.name, check=first, shown=shown)


def _elsewhere(exercise: str, mistake: Mistake, check: str, verdict: Verdict) -> Fault:
    return fault(
        exercise,
        "mistake_elsewhere",
        mistake=mistake.name,
        check=check,
        fails=list(mistake.fails),
        case=verdict.label,
        **described(verdict),
    )


def alike(exercise: str, answer: str, here: Verdicts, sealed: Verdicts) -> Iterator[Fault]:
    """Faults where the student's tree would say something else than the instructor's.

    Status, message and cause must be the same for every check.
    """
    for check, verdict in here.items():
        other = sealed[check] if check in sealed else Verdict("skipped")
        mine = (verdict.status, verdict.label, verdict.reason, verdict.difference, verdict.cause)
        theirs = (other.status, other.label, other.reason, other.difference, other.cause)
        # A NaN is no reason to differ, so that texts are compared.
        if mine != theirs and repr(mine) != repr(theirs):
            yield fault(
                exercise,
                "sealed_differs",
                answer=answer,
                check=check,
                case=verdict.label or other.label,
                here=verdict.status,
                there=other.status,
            )
            return


def described(verdict: Verdict) -> dict[str, Json]:
    """Return the facts of a failure that an author wants to read first."""
    facts: dict[str, Json] = {"status": verdict.status}
    if verdict.difference is not None:
        facts["text"] = _difference(verdict.difference, verdict.error)
    elif verdict.reason is not None and verdict.reason.facts:
        known = verdict.reason.facts
        facts["text"] = ": ".join(str(known[key]) for key in ("type", "text") if known.get(key))
    return facts


def _difference(difference: Difference, error: float) -> str:
    if difference.kind == "values" and difference.worst:
        worst = difference.worst[0]
        at = f" at {list(worst.index)}" if worst.index else ""
        times = f", {error:.3g} times what is allowed" if math.isfinite(error) else ""
        return f"{difference.name}{at} is {worst.got}, not {worst.expected}{times}"
    return f"{difference.kind} of {difference.name}: {difference.got}, not {difference.expected}"
