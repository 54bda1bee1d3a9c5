"""The page of `grade class`: what a run did, and who would move by a regrade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .layout import cut, hanging, page
from .numbers import number, plural
from .safe import first_line
from .sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import Graded, Moved

    from .colors import Style

SHOWN = 10  # lines of a kind before the rest is counted
ID = 28


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to. Students are named by id."""

    where: str
    layout: str
    students: int  # with a submission in this run
    fresh: int  # exercises graded now
    known: int  # exercises whose outcome was known
    seconds: float
    unmatched: Sequence[str] = ()
    missing: Sequence[str] = ()
    faults: Sequence[tuple[str, str]] = ()  # id, sentence
    incomplete: Sequence[str] = ()
    kept: int = 0  # of earlier runs, not handed in now
    remarks: Sequence[str] = ()
    finished: bool = True


def finished(graded: Graded) -> str:
    """One line on a student, for a pipe's log: `ann: 17.5 of 20`."""
    name = first_line(graded.student.id)
    if graded.fault is not None:
        return f"{name}: not graded: {sentence(graded.fault)}"
    if graded.results is None:
        return f"{name}: nothing handed in"
    results = graded.results
    return f"{name}: {number(results.points)} of {number(results.of)}"


def summary(found: Summary, style: Style) -> str:
    """Return the page of a run."""
    lines = [_headline(found)]
    for title, names in (
        ("nobody in the roster answers to", found.unmatched),
        ("in the roster, handed in nothing", found.missing),
        ("not fully graded", found.incomplete),
    ):
        if names:
            lines += hanging(f"{title}: ", _listed(names), style)
    for student, why in found.faults[:SHOWN]:
        lines += hanging("fault: ", f"{first_line(student)}: {why}", style)
    if len(found.faults) > SHOWN:
        lines.append(f"and {len(found.faults) - SHOWN} more faults")
    if found.kept:
        lines.append(f"{plural(found.kept, 'student')} of earlier runs kept as they were")
    for remark in found.remarks[:SHOWN]:
        lines += hanging("note: ", first_line(remark), style)
    if len(found.remarks) > SHOWN:
        lines.append(f"and {len(found.remarks) - SHOWN} more notes")
    if found.faults or found.incomplete or not found.finished:
        lines.append("the same command again goes on from here")
    return page(lines)


def moves(moved: Sequence[Moved], compared: int, old: str, style: Style) -> str:
    """Return who moves and by how much, largest loss first."""
    lines = [f"{plural(len(moved), 'student')} of {compared} would move, compared with {old}"]
    for one in sorted(moved, key=_by):
        change = _change(one.before, one.after)
        lines.append(f"{cut(first_line(one.student), ID, style):{ID}} {change}")
        for name, before, after in one.exercises:
            lines.append(
                style.paint("dim", f"  {cut(name, ID, style):{ID}} {_change(before, after)}")
            )
    return page(lines)


def _headline(found: Summary) -> str:
    layout = "" if found.layout == "students" else f" ({found.layout})"
    rate = f", {found.fresh / found.seconds:.1f} a second" if found.fresh and found.seconds else ""
    return (
        f"{plural(found.students, 'student')}{layout}, {plural(found.fresh, 'exercise')} graded, "
        f"{found.known} known already, in {found.seconds:.0f} s{rate} -> {found.where}"
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(first_line(name) for name in names[:SHOWN])
    return f"{shown} and {len(names) - SHOWN} more" if len(names) > SHOWN else shown


def _by(one: Moved) -> tuple[float, str]:
    return ((one.after or 0.0) - (one.before or 0.0), one.student)


def _change(before: float | None, after: float | None) -> str:
    def shown(points: float | None) -> str:
        return "-" if points is None else number(points)

    by = round((after or 0.0) - (before or 0.0), 4)
    return f"{shown(before):>8} -> {shown(after):>8}   {'+' if by > 0 else ''}{number(by)}"
