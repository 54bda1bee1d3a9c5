"""Pages about the machine and the demo: `grade doctor`, the end of `grade demo`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .layout import hanging, pad, page
from .numbers import plural
from .run import run
from .safe import line, made_safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import Results, Status

    from .colors import Style


@dataclass(frozen=True, slots=True)
class Row:
    """One thing `grade doctor` looked at."""

    name: str  # torch
    ok: bool
    says: str  # 2.13.0+cpu, not installed
    needed: bool = True  # False: some exercises are unavailable without it, the rest works
    command: str | None = None  # what puts it right, as typed


def doctor(rows: Sequence[Row], style: Style) -> str:
    """A row for everything looked at, then the commands that put right what is not."""
    shown = made_safe(list(rows), only_ascii=style.ascii)
    names = max((len(item.name) for item in shown), default=0)
    lines = [style.paint("bold", "this machine"), ""]
    lines += [part for item in shown for part in _row(item, names, style)]
    wrong = [item for item in shown if not item.ok]
    commands = [f"{item.name}: `{item.command}`" for item in wrong if item.command]
    lines += [""] if commands else []
    for command in commands:
        lines += hanging("hint: ", command, style)
    needed = [item for item in wrong if item.needed]
    if needed:
        summary = style.paint("red", plural(len(needed), "problem"))
    elif wrong:
        summary = style.paint("yellow", f"ready, {plural(len(wrong), 'optional part')} missing")
    else:
        summary = style.paint("green", "ready, nothing is missing")
    return page([*lines, "", summary])


def demo(results: Results, style: Style, written: Sequence[str] = ()) -> str:
    """The page of the demo's run, what it wrote, and where to go from here."""
    lines = [
        "",
        *(f"wrote {style.paint('cyan', line(name))}" for name in written),
        "",
        *hanging("demo: ", "a half-finished submission, graded as a student's would be", style),
        *hanging("next: ", "`grade list` shows the exercises, `grade next` the first to do", style),
    ]
    return run(results, style) + page(lines)


def _row(item: Row, names: int, style: Style) -> list[str]:
    status: Status = "pass" if item.ok else "fail" if item.needed else "unavailable"
    word = style.status(status, "ok" if item.ok else "problem" if item.needed else "missing")
    first, *rest = hanging(" " * (style.mark_width + names + 14), item.says, style)
    label = f"  {style.mark(status)} {item.name:{names}}  {pad(word, 7)}  "
    return [label + first.strip(), *rest]
