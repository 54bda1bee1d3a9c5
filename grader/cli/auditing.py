"""`grade dev audit`: damage the solutions and see whether the checks notice."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Self

import click

from .failing import BROKEN

UNAVAILABLE = 4


@click.command("audit")
@click.argument("target", nargs=-1)
@click.option("--json", "json_file", metavar="F", help="Write the findings; `-` for stdout, alone.")
@click.option("--jobs", type=click.IntRange(min=1), help="At a time; as many as there are cores.")
@click.option("--fresh", is_flag=True, help="Forget what was found before.")
@click.option("-v", "--verbose", is_flag=True, help="Show what only hidden checks notice, too.")
def audit_command(
    target: tuple[str, ...], json_file: str | None, jobs: int | None, fresh: bool, verbose: bool
) -> None:
    """Damage the solutions of TARGETs and see whether their checks notice.

    Exits with 3 where fewer than 95 % of the mutants are killed, 85 % by public checks alone, or
    where a claim in `equivalents.toml` does not hold.
    """
    from grader.authoring.audit.report import document
    from grader.authoring.audit.spread import audit_all
    from grader.pages.audit import audited

    from .course import open_course
    from .targets import chosen
    from .terminal import style

    course = open_course()
    if not course.has_solutions:
        raise click.UsageError("this is a released tree; there is no solution to damage in it")
    exercises = chosen(course, target, course.root).exercises
    started = time.perf_counter()
    with _Progress() as progress:
        found = audit_all(course, exercises, jobs=jobs, fresh=fresh, tell=progress.told)
    report = document(course, found, time.perf_counter() - started)
    text = json.dumps(report, indent=1, ensure_ascii=False) + "\n"
    if json_file == "-":
        click.echo(text, nl=False)
    else:
        if json_file:
            _write(Path(json_file), text)
        click.echo(audited(report, style(), verbose=verbose), nl=False)
    if not report["passed"]:
        sys.exit(BROKEN)
    if not report["complete"]:
        sys.exit(UNAVAILABLE)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"cannot write {path}: {error.strerror}") from None


class _Progress:
    """One line on a terminal that says how far each exercise is; nothing elsewhere."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._far: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._say("")

    def told(self, exercise: str, done: int, of: int) -> None:
        """Show how many mutants of an exercise are done."""
        self._far[exercise] = f"{exercise} {done}/{of}"
        if done == of:
            self._far.pop(exercise)
        self._say("auditing " + ", ".join(self._far.values()))

    def _say(self, text: str) -> None:
        if self._shown:
            click.echo(f"\r\x1b[K{text[:79]}", err=True, nl=False)
