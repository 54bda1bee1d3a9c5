"""Mutants an author claims to be the same function as the solution, each with a reason.

`solutions/<chapter>/equivalents.toml`, a table per exercise:

    [layernorm]
    "layernorm.py:31:20:drop-copy" = "the copy guards a caller's array that no caller keeps"
"""

from __future__ import annotations

import difflib
import tomllib
from typing import TYPE_CHECKING, Any

from grader.authoring.faults import Fault, fault

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from grader.course import Course, Exercise

FILE = "equivalents.toml"


def path_of(course: Course, exercise: Exercise) -> Path:
    """Return where the claims about an exercise stand."""
    return course.root / "solutions" / exercise.chapter / FILE


def claims_of(course: Course, exercise: Exercise) -> tuple[Mapping[str, str], list[Fault]]:
    """Return reason by mutant id, and what is wrong with the file as far as it is about this.

    A table for an exercise that is not in the chapter is a fault of the chapter's first one.
    """
    path = path_of(course, exercise)
    if not path.exists():
        return {}, []
    name, where = exercise.id, str(path.relative_to(course.root))
    try:
        tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [fault(name, "bad_claims", file=where, problem=str(error))]
    known = [e.id for e in course.exercises if e.chapter == exercise.chapter]
    faults = []
    if name == known[0]:
        faults = [
            fault(name, "bad_claims", file=where, problem=f"no exercise `{table}` in this chapter")
            for table in tables
            if table not in known
        ]
    table = tables.get(name, {})
    reasons = table if isinstance(table, dict) else {}
    if reasons is not table:
        problem = f"`{name}` is no table"
        faults.append(fault(name, "bad_claims", file=where, problem=problem))
    empty = [k for k, reason in reasons.items() if not (isinstance(reason, str) and reason.strip())]
    faults += [fault(name, "no_reason", id=key) for key in empty]
    return {key: reason for key, reason in reasons.items() if key not in empty}, faults


def stale(exercise: str, claims: Mapping[str, str], ids: Collection[str]) -> list[Fault]:
    """Return a fault for each claim about a mutant there is none of, with the likeliest one."""
    return [
        fault(exercise, "stale_claim", id=key, near=next(iter(_near(key, ids)), None))
        for key in claims
        if key not in ids
    ]


def _near(key: str, ids: Collection[str]) -> list[str]:
    """Return ids of the same change, those at the most similar place first."""
    change = key.rpartition(":")[2]
    alike = [known for known in ids if known.rpartition(":")[2] == change]
    return difflib.get_close_matches(key, alike, 1, 0.0)
