"""`grade demo`: grade a bundled half-finished submission."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .terminal import style

if TYPE_CHECKING:
    from grader.course import Course
    from grader.results import ExerciseResult, Results

TOY = Path(__file__).parent / "demo_course"  # a released tree, with its own submission


@click.command("demo")
@click.option("--out", type=click.Path(path_type=Path), default=Path("results.json"), metavar="F")
def demo_command(out: Path) -> None:
    """Grade a bundled half-finished submission; write results.json and, beside it, report.html.

    It has a right answer, typical mistakes and an infinite loop, so a failure here is the demo
    working: the exit status is 0. In a released course the submission is one to a toy course.
    """
    from grader.course import load
    from grader.pages import json, terminal
    from grader.pages.html import report

    from .course import open_course
    from .grading import write

    page = out.with_name("report.html")
    if page == out:
        raise click.UsageError("--out names results.json; report.html is written beside it")
    course = open_course()
    submission = course.root / "solutions" / "demo"
    if not submission.is_dir():
        course, submission = load(TOY), TOY / "submission"
    results = _graded(course, submission)
    write(out, json.dumps(results))
    write(page, report(results))
    click.echo(terminal.demo(results, style(), [str(out), str(page)]), nl=False)


def _graded(course: Course, submission: Path) -> Results:
    """Grade and remember nothing: the submission lies in the course's or the grader's folder."""
    from grader.run import Grader
    from grader.submissions import open_submission

    from .course import secret_of

    exercises = list(course.exercises)
    with Grader(course, secret=secret_of(course)) as grader:
        grader.warm(exercises)
        return grader.grade(open_submission(submission, course), exercises, finished=_told)


def _told(result: ExerciseResult) -> None:
    """Tell a pipe's log about a finished exercise; a terminal gets the page."""
    if not sys.stderr.isatty():
        click.echo(f"{result.name}: {result.status} ({result.seconds:.1f} s)", err=True)
