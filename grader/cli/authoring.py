"""Commands for authors: `grade dev`."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .auditing import audit_command
from .failing import BROKEN
from .terminal import style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.authoring.checking import Checked
    from grader.authoring.report import Report
    from grader.course import Course, Exercise

json_option = click.option("--json", "json_path", metavar="F", help="Write JSON to F; `-`: stdout.")
jobs_option = click.option("--jobs", type=click.IntRange(1), help="Processes; all cores if absent.")


@click.group("dev")
def dev_command() -> None:
    """Commands for authors of exercises."""


dev_command.add_command(audit_command)


@dev_command.command("new")
@click.argument("name")
@click.option("--chapter", required=True, help="Where it goes, at the chapter's end.")
@click.option("--entry", required=True, help="The function or Class the student writes.")
@click.option("--backend", type=click.Choice(["numpy", "torch"]), default="numpy")
@click.option("--titles", nargs=2, metavar="EN ZH", help="Titles of a chapter to be made.")
def new_command(
    name: str, chapter: str, entry: str, backend: str, titles: tuple[str, str] | None
) -> None:
    """Write the files of a new exercise and its entry in course.toml."""
    from grader.authoring.new import New, NewError, create

    course = _instructors()
    try:
        written = create(course, New(name, chapter, entry, backend, titles))
    except NewError as error:
        raise click.UsageError(str(error)) from None
    for path in written:
        click.echo(f"wrote {path.relative_to(course.root)}")
    click.echo(f"\nnext: `grade dev check {name}` says what is left to fill in")


@dev_command.command("sync")
@click.argument("target", nargs=-1)
@click.option("--translated", multiple=True, metavar="TARGET",
              help="Its Chinese was read beside its English and says the same.")  # fmt: skip
def sync_command(target: tuple[str, ...], translated: tuple[str, ...]) -> None:
    """Regenerate stubs and frozen examples from the solutions and checks.

    Of every exercise, or of the targets (exercises, chapters) alone.
    """
    from grader.authoring.sync import SyncError, sync

    course = _instructors()
    try:
        named = (*target, *translated)
        changed = sync(course, _chosen(course, named) if named else None)
        if translated:
            changed += _marked(course, _chosen(course, translated))
    except SyncError as error:
        for problem in error.problems:
            click.echo(f"error: {problem}", err=True)
        sys.exit(BROKEN)
    for path in dict.fromkeys(changed):
        click.echo(f"wrote {path.relative_to(course.root)}")
    if not changed:
        click.echo("everything is up to date")


def _marked(course: Course, exercises: list[Exercise]) -> list[Path]:
    from grader.authoring.complete import hints_of
    from grader.authoring.sync import SyncError
    from grader.authoring.translations import mark
    from grader.checks.errors import CheckError
    from grader.run.suite import load_suite

    changed: list[Path] = []
    for exercise in exercises:
        try:
            suite = load_suite(course, exercise)
            changed += mark(course, exercise, suite, hints_of(course, exercise))
        except (CheckError, ImportError, ValueError) as error:
            raise SyncError([f"{exercise.id}: {error}"]) from error
    return changed


@dev_command.command("check")
@click.argument("target", nargs=-1)
@click.option("--deep", is_flag=True, help="Right answers over 200 secret seeds.")
@click.option(
    "--full",
    "--fresh",
    "full",
    is_flag=True,
    help="Everything of everything, whatever was found before.",
)
@jobs_option
@json_option
def check_command(
    target: tuple[str, ...], deep: bool, full: bool, jobs: int | None, json_path: str | None
) -> None:
    """Prove that exercises are what they should be; exit 3 with every fault and its fix.

    TARGET is an exercise or a chapter; everything if absent. What was found sound here and has not
    changed is not looked at again; what docs/checked.json says was checked fully as it is, is
    checked lightly: solution, mistakes and sealed copy on one seed.
    """
    from grader.pages import authoring

    checked = _checked(_instructors(), target, deep=deep, full=full, jobs=jobs)
    shown = authoring.checked(checked.reports, checked.course, style())
    document = authoring.check_json(checked.reports, checked.course)
    _tell(shown, document, json_path)
    sys.exit(BROKEN if checked.faults else 0)


@dev_command.command("coverage")
@jobs_option
@json_option
def coverage_command(jobs: int | None, json_path: str | None) -> None:
    """Show which rows of docs/coverage.csv an exercise covers that passes `dev check`."""
    from grader.authoring.coverage import coverage
    from grader.authoring.tree import table_path
    from grader.pages import authoring

    course = _instructors()
    if not table_path(course).exists():
        raise click.UsageError(f"no {table_path(course)}")
    checked = _checked(course, (), jobs=jobs)
    rows = coverage(course, {report.exercise for report in checked.reports if report.sound})
    _tell(authoring.covered(rows, style()), authoring.coverage_json(rows), json_path)


def _instructors() -> Course:
    from .course import open_course

    course = open_course()
    if not course.has_solutions:
        raise click.UsageError("this is a released tree; authors work in the instructor's")
    return course


def _chosen(course: Course, target: tuple[str, ...]) -> list[Exercise]:
    from .targets import chosen

    return chosen(course, target, None).exercises


def _checked(
    course: Course,
    target: tuple[str, ...],
    *,
    deep: bool = False,
    full: bool = False,
    jobs: int | None = None,
) -> Checked:
    from grader.authoring.checking import check_course

    exercises = _chosen(course, target)
    with _progress(len(exercises)) as finished:
        return check_course(course, exercises, deep=deep, full=full, jobs=jobs, finished=finished)


@contextlib.contextmanager
def _progress(total: int) -> Iterator[Callable[[Report], None]]:
    """Count exercises on stderr, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("checking", total=total)
        yield lambda report: progress.update(task, advance=1, description=report.exercise)


def _tell(shown: str, document: str, json_path: str | None) -> None:
    """Print the page; with `--json -` the JSON alone."""
    if json_path == "-":
        click.echo(document, nl=False)
        return
    if json_path:
        try:
            Path(json_path).write_text(document, encoding="utf-8")
        except OSError as error:
            raise click.UsageError(f"cannot write {json_path}: {error.strerror}") from None
    click.echo(shown, nl=False)
