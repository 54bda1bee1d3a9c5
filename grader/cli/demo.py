"""`grade demo`: grade the bundled half-finished submission."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .failing import USAGE
from .terminal import style


@click.command("demo")
@click.option("--out", type=click.Path(path_type=Path), default=Path("results.json"), metavar="F")
def demo_command(out: Path) -> None:
    """Grade a bundled half-finished submission and write results.json.

    It has a right answer, typical mistakes and an infinite loop, so a failure here is the demo
    working: the exit status is 0.
    """
    from grader.pages import json, terminal

    from .course import open_course
    from .grading import grade, write

    course = open_course()
    submission = course.root / "solutions" / "demo"
    if not submission.is_dir():
        click.echo("error: this released course has no demo; try `grade`", err=True)
        sys.exit(USAGE)
    results = grade(course, submission, list(course.exercises))
    write(out, json.dumps(results))
    click.echo(terminal.demo(results, style(), [str(out)]), nl=False)
