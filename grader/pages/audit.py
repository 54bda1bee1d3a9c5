"""The page of `grade dev audit`, from its document."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from .layout import cut, hanging, pad, page, row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from grader.results import Status

    from .colors import Style

NAME = 31
COLUMNS = ("mutants", "killed", "public", "slow", "equal", "alive")
WIDTHS = (8, 9, 9, 7, 8, 8)


def audited(document: Mapping[str, Any], style: Style, *, verbose: bool = False) -> str:
    """Return the page: a table, every survivor as a diff, what is wrong.

    `verbose` adds the mutants that only hidden checks notice.
    """
    lines = [_row("audit", COLUMNS, style)]
    chapter = None
    for exercise in document["exercises"]:
        if exercise["chapter"] != chapter:
            chapter = exercise["chapter"]
            lines.append(style.paint("bold", chapter))
        lines.append(_exercise(exercise, style))
    for exercise in document["exercises"]:
        for mutant in exercise["survivors"]:
            lines += ["", *_mutant(mutant, _survived(mutant), style)]
        for mutant in exercise["hidden_only"] if verbose else ():
            where = "on secret cases" if mutant["phase"] == "secret" else "a hidden check"
            lines += ["", *_mutant(mutant, f"only `{mutant['check']}` notices, {where}", style)]
    faults = [
        (exercise["name"], fault)
        for exercise in document["exercises"]
        for fault in exercise["faults"]
    ]
    if faults:
        lines.append("")
    for name, fault in faults:
        lines += hanging(
            "fail: ", f"{name}: {SENTENCES[fault['kind']].format(**_shown(fault))}", style
        )
    return page([*lines, "", _total(document, style)])


SENTENCES = {
    "low_score": "{score} of the mutants are killed, {needed} are needed",
    "low_public_score": "{score} of the mutants are killed by public checks, {needed} are needed",
    "few_mutants": "{mutants} mutants that are not equivalent; {needed} say something",
    "bad_claims": "{file}: {problem}",
    "no_reason": "the claim `{id}` gives no reason",
    "stale_claim": "there is no mutant `{id}`, which is claimed to be equivalent{near}",
    "killed_claim": "`{id}` is claimed to be equivalent, and fails `{check}`",
    "disproved_claim": "`{id}` is claimed to be equivalent, and answers otherwise in "
    "`{check}` ({case}), after {answers} answers that are the same",
    "unproven_claim": "`{id}` is claimed to be equivalent; the checks made {answers} answers to "
    "compare, {needed} are needed",
}


def _shown(fault: Mapping[str, Any]) -> dict[str, Any]:
    shown = {key: f"{x:,}" if isinstance(x, int) else x for key, x in fault.items()}
    shown |= {key: _percent(x) for key, x in fault.items() if isinstance(x, float)}
    if "near" in fault:
        shown["near"] = f"; is it `{fault['near']}` now?" if fault["near"] else ""
    if fault.get("check") == "":
        shown["check"] = "to load"
    return shown


def _row(left: str, cells: tuple[str, ...], style: Style) -> str:
    padded = (pad(cell, width, right=True) for cell, width in zip(cells, WIDTHS, strict=True))
    return pad(cut(left, NAME, style), NAME) + style.paint("dim", "".join(padded))


def _exercise(exercise: Mapping[str, Any], style: Style) -> str:
    status: Status = "fail" if exercise["faults"] else "pass"
    if exercise["missing"]:
        mark = style.mark("unavailable")
        return row(f"  {mark} {exercise['name']}", f"needs {exercise['missing']}", style)
    cells = (
        str(exercise["mutants"]),
        _percent(exercise["score"]),
        _percent(exercise["score_public"]),
        str(exercise["timeouts"] or "-"),
        str(exercise["equivalent"] or "-"),
        str(len(exercise["survivors"]) or "-"),
    )
    padded = (pad(cell, width, right=True) for cell, width in zip(cells, WIDTHS, strict=True))
    name = cut(exercise["name"], NAME - 3 - style.mark_width, style)
    return pad(f"  {style.mark(status)} {name}", NAME) + "".join(padded)


def _survived(mutant: Mapping[str, Any]) -> str:
    if mutant["same"]:
        return f"survives; the same {mutant['answers']:,} answers as the solution: equivalent?"
    if mutant["check"]:
        return f"survives; answers otherwise in `{mutant['check']}` ({mutant['case']})"
    return f"survives; all {mutant['answers'] or 0:,} answers that could be compared are the same"


def _mutant(mutant: Mapping[str, Any], says: str, style: Style) -> Iterator[str]:
    yield style.paint("bold", cut(mutant["id"], style.width, style))
    yield from hanging("  ", says, style)
    for line in mutant["diff"].splitlines()[2:]:  # the path is in the id
        text = cut(line, style.width - 2, style)
        known = {"+": "green", "-": "red"}.get(line[:1])
        yield "  " + (style.paint(known, text) if known else text)  # type: ignore[arg-type]


def _percent(x: float) -> str:
    """Return a share, rounded down: what is needed was not reached before it was."""
    return f"{math.floor(1000 * x + 1e-6) / 10:.1f} %".replace(".0 ", " ")


def _total(document: Mapping[str, Any], style: Style) -> str:
    exercises = document["exercises"]
    mutants = sum(exercise["mutants"] for exercise in exercises)
    alive = sum(len(exercise["survivors"]) for exercise in exercises)
    failed = sum(bool(exercise["faults"]) for exercise in exercises)
    said = f"{len(exercises)} audited, {failed} failed" if failed else f"{len(exercises)} audited"
    return row(
        f"{said}: {mutants:,} mutants, {alive:,} alive", f"{document['seconds']:.1f} s", style
    )
