"""Where an nbgrader course directory stands, for its instructor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.results import Reason

from .layout import hanging, page
from .numbers import plural
from .safe import made_safe
from .sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.results import Json

    from .colors import Style

# What is in the way, and what to do about it, by the kind of a finding.
SAYS: Mapping[str, str] = {
    "library": "{library} is not installed, so `{exercise}` cannot be graded; install it",
    "sandbox": "no sandboxed worker starts, so nothing can be graded: {problem}; `grade doctor`",
    "no_release": "{assignment} has no released notebook; "
    "`nbgrader generate_assignment {assignment} --force`",
    "not_generated": "{assignment} is not in the gradebook; "
    "`nbgrader generate_assignment {assignment} --force`",
    "foreign_cell": "{assignment}: the cell `{cell}` has points and is no test cell of the course; "
    "only answers graded by hand can be added",
    "odd_name": "{student}, {assignment}: nbgrader does not see a folder of that name; rename it",
    "misnamed": "{student}, {assignment}: handed in {there}; rename it to {expected}",
    "no_notebook": "{student}, {assignment}: {expected} was not handed in",
    "bad_time": "{student}, {assignment}: timestamp.txt holds no time and stops nbgrader; "
    "write one such as 2026-01-02 10:30:00 UTC",
    "not_graded": "{student}, {assignment}: not graded, exported as 0; "
    "`nbgrader autograde {assignment} --force --student {student}` says why",
    "half_made": "{student}, {assignment}: grading broke off, exported as 0; "
    "`nbgrader autograde {assignment} --force --student {student}`",
    "newer": "{student}, {assignment}: handed in again after it was graded; "
    "`nbgrader autograde {assignment} --force --student {student}`",
}


def standing(found: Sequence[Reason], graded: int, waiting: int, style: Style) -> str:
    """The page: one paragraph for each finding, then how many are graded."""
    lines: list[str] = []
    for each in found:
        lines += hanging("- ", says(each), style)
    counts = [f"{plural(graded, 'submission')} graded"]
    if waiting:
        counts.append(f"{waiting} waiting for `nbgrader autograde`")
    summary = f"{', '.join(counts)}, {plural(len(found), 'problem')}"
    return page([*lines, *([""] if lines else []), summary])


def says(found: Reason) -> str:
    """One finding as a sentence."""
    facts = {name: _text(fact) for name, fact in made_safe(found.facts).items()}
    if found.kind == "unreadable":
        inner = found.facts["facts"]
        assert isinstance(inner, dict)
        why = sentence(Reason(str(found.facts["problem"]), inner))
        return f"{facts['student']}, {facts['assignment']}: {facts['notebook']}.ipynb: {why}"
    return SAYS[found.kind].format_map(facts)


def _text(fact: Json) -> str:
    return ", ".join(map(str, fact)) if isinstance(fact, list) else str(fact)
