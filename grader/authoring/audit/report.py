"""Findings -> numbers, faults, and one document that pages and `--json` are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.authoring.faults import fault

from .equivalence import ENOUGH
from .mutate import FEWEST, diff

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.authoring.faults import Fault
    from grader.course import Course

    from .exercise import Audited
    from .mutate import Mutant

SCHEMA = 1
NEEDED = 0.95  # of all mutants that are not proven equivalent, killed
NEEDED_PUBLIC = 0.85  # by public checks on public cases alone


def document(course: Course, audited: Sequence[Audited], seconds: float = 0.0) -> dict[str, Any]:
    """Return the whole audit in plain values."""
    exercises = [of_exercise(found) for found in audited]
    return {
        "schema": SCHEMA,
        "course": course.id,
        "version": course.version,
        "passed": not any(exercise["faults"] for exercise in exercises),
        "complete": not any(exercise["missing"] for exercise in exercises),
        "needed": NEEDED,
        "needed_public": NEEDED_PUBLIC,
        "exercises": exercises,
        "seconds": round(seconds, 3),
    }


def of_exercise(found: Audited) -> dict[str, Any]:
    """Return one exercise in plain values."""
    kills = {m.id: found.kills.get(m.id) for m in found.mutants}
    dead = {key: kill for key, kill in kills.items() if kill is not None}
    proven = {
        key: reason
        for key, reason in found.claims.items()
        if key not in dead and key in found.compared and found.compared[key].same
    }
    rest = len(found.mutants) - len(proven)
    public = sum(kill.public for kill in dead.values())
    alive = [m for m in found.mutants if m.id not in dead and m.id not in proven]
    hidden = [m for m in found.mutants if m.id in dead and not dead[m.id].public]
    score, score_public = (n / rest if rest else 1.0 for n in (len(dead), public))
    faults: list[Fault] = [*found.faults]
    if found.missing is None:
        faults += _claimed(found, dead, proven)
        faults += _scores(found, rest, score, score_public)
    return {
        "name": found.exercise,
        "chapter": found.chapter,
        "path": found.path,
        "mutants": len(found.mutants),
        "killed": len(dead),
        "killed_public": public,
        "timeouts": sum(kill.status == "timeout" for kill in dead.values()),
        "equivalent": len(proven),
        "score": round(score, 4),
        "score_public": round(score_public, 4),
        "survivors": [_survivor(found, mutant) for mutant in alive],
        "hidden_only": [_hidden(found, mutant) for mutant in hidden],
        "proven": [
            {"id": key, "reason": reason, "answers": found.compared[key].answers}
            for key, reason in proven.items()
        ],
        "faults": [{"kind": f.kind, **f.facts} for f in faults],
        "missing": found.missing,
    }


def _survivor(found: Audited, mutant: Mutant) -> dict[str, Any]:
    compared = found.compared.get(mutant.id)
    facts: dict[str, Any] = {"answers": None, "check": None, "case": None, "same": False}
    if compared is not None:
        facts = {
            "answers": compared.answers,
            "check": compared.check,
            "case": compared.case,
            "same": compared.same,
        }
    text = diff(found.solution, mutant.text, found.path)
    return {"id": mutant.id, "line": mutant.line, "diff": text, **facts}


def _hidden(found: Audited, mutant: Mutant) -> dict[str, Any]:
    kill = found.kills[mutant.id]
    assert kill is not None
    text = diff(found.solution, mutant.text, found.path)
    return {
        "id": mutant.id,
        "line": mutant.line,
        "diff": text,
        "phase": kill.phase,
        "check": kill.check,
    }


def _claimed(found: Audited, dead: Mapping[str, Any], proven: Mapping[str, str]) -> list[Fault]:
    """Return the faults of claims that do not hold."""
    faults = []
    name = found.exercise
    for key in found.claims:
        if key in proven:
            continue
        kill, compared = dead.get(key), found.compared.get(key)
        if kill is not None:
            faults.append(fault(name, "killed_claim", id=key, phase=kill.phase, check=kill.check))
        elif compared is not None and compared.check is not None:
            facts = {"check": compared.check, "case": compared.case, "answers": compared.answers}
            faults.append(fault(name, "disproved_claim", id=key, **facts))
        else:
            answers, needed = (compared.answers, compared.enough) if compared else (0, ENOUGH)
            faults.append(fault(name, "unproven_claim", id=key, answers=answers, needed=needed))
    return faults


def _scores(found: Audited, rest: int, score: float, score_public: float) -> list[Fault]:
    faults = []
    name = found.exercise
    if rest < FEWEST:
        faults.append(fault(name, "few_mutants", mutants=rest, needed=FEWEST))
    if score < NEEDED:
        faults.append(fault(name, "low_score", score=score, needed=NEEDED))
    if score_public < NEEDED_PUBLIC:
        facts = {"score": score_public, "needed": NEEDED_PUBLIC}
        faults.append(fault(name, "low_public_score", **facts))
    return faults
