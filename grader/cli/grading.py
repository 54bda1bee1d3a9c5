"""`grade run`: grade exercises and print their page."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from .failing import USAGE
from .targets import chosen, completed
from .terminal import spoken_language, style

if TYPE_CHECKING:
    from grader.course import Course, Exercise, Language
    from grader.results import ExerciseResult, Results
    from grader.submissions import Problem


class Time(click.ParamType[datetime]):
    """An ISO time with its offset."""

    name = "time"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Parse the time; fails without an offset, for a due date is a moment, not a clock."""
        try:
            time = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no ISO time such as 2026-11-21T23:59:00+08:00", param, ctx)
        if time.utcoffset() is None:
            self.fail(f"{value!r} has no offset; write 2026-11-21T23:59:00+08:00", param, ctx)
        return time


class CaseName(click.ParamType[tuple[str, int]]):
    """`check:number`, as the `again:` line prints it."""

    name = "case"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        """Split the name."""
        match = re.fullmatch(r"(\w+):([1-9]\d*)", str(value))
        if not match:
            self.fail(f"{value!r} is not `check:number`, such as matches_the_reference:3")
        del param, ctx
        return match[1], int(match[2])


@click.command("run")
@click.argument("target", nargs=-1, shell_complete=completed)
@click.option("--submission", type=click.Path(path_type=Path), help="Folder, .py, notebook or zip.")
@click.option("--isolation", type=click.Choice(["process", "sandbox", "none"]), default="process")
@click.option("--json", "json_file", metavar="F", help="Write results.json; `-` for stdout, alone.")
@click.option("--junit", "junit_file", metavar="F", help="Write JUnit XML.")
@click.option("--html", "html_file", metavar="F", help="Write a report to open in a browser.")
@click.option("--seed", type=click.IntRange(min=0), help="Draw from this seed; advisory.")
@click.option("--case", "only", type=CaseName(), metavar="ID", help="Run one case of one check.")
@click.option("--submitted", type=Time(), metavar="TIME", help="When it was handed in.")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Of the pages; as LANG says.")
@click.option("-v", "--verbose", is_flag=True, help="Show more differing values.")
def run_command(
    target: tuple[str, ...],
    submission: Path | None,
    isolation: Literal["process", "sandbox", "none"],
    json_file: str | None,
    junit_file: str | None,
    html_file: str | None,
    seed: int | None,
    only: tuple[str, int] | None,
    submitted: datetime | None,
    lang: Language | None,
    verbose: bool,
) -> None:
    """Grade TARGETs: exercises, chapters or paths; everything without one."""
    from .course import open_course

    course = open_course()
    picked = chosen(course, target, submission)
    if only and len(picked.exercises) != 1:
        raise click.UsageError("--case needs exactly one exercise")
    results = grade(
        course,
        picked.submission,
        picked.exercises,
        isolation=isolation,
        seed=seed,
        only=only,
        submitted=submitted,
        named=bool(target),
    )
    requested = {exercise.id for exercise in picked.exercises} if target else set()
    spoken = spoken_language(lang)
    shown = in_language(results, course, spoken)
    files = (json_file, junit_file, html_file)
    finish(results, requested, *files, shown=shown, lang=spoken, verbose=verbose)


def in_language(results: Results, course: Course, lang: Language) -> Results:
    """Return results with the course's own texts in `lang`: titles and checks' sentences."""
    if lang == "en":
        return results
    from grader.course import read_texts
    from grader.pages.translated import titled, translated

    graded = {result.name for result in results.exercises}
    texts = {e.id: read_texts(course, e, lang) for e in course.exercises if e.id in graded}
    chapters = {chapter.id: chapter.title_zh for chapter in course.chapters}
    return titled(translated(results, texts), course.title_zh, chapters)


def grade(
    course: Course,
    submission: Path,
    exercises: list[Exercise],
    *,
    isolation: Literal["process", "sandbox", "none"] = "process",
    seed: int | None = None,
    only: tuple[str, int] | None = None,
    submitted: datetime | None = None,
    named: bool = True,
) -> Results:
    """Grade a submission and remember what was found for the overview.

    Without exercises `named` by the user, a single file is graded for those it offers.
    """
    from grader.run import Grader
    from grader.submissions import Problem, open_submission

    from . import progress
    from .course import secret_of

    secret = secret_of(course, seed)
    with Grader(course, level=isolation, secret=secret, card=True) as grader:
        grader.warm(exercises)  # their imports overlap ours
        if only:
            known(grader.suite(exercises[0]), only)
        try:
            opened = open_submission(submission, course)
        except Problem as problem:
            raise click.UsageError(_unopened(submission, problem)) from None
        if not named:
            exercises = [e for e in exercises if opened.offers(e) or submission.is_dir()]
            if not exercises:
                raise click.UsageError(f"{submission} is named for no exercise; name one")
        results = grader.grade(
            opened, exercises, submitted=submitted, only=only, finished=_told(len(exercises))
        )
        if not submission.exists():  # what was missing towards the end may have been there
            raise click.UsageError(f"{submission} went away while it was graded; nothing is kept")
    if not results.advisory and submission.resolve() == Path.cwd().resolve():
        progress.remember(course, submission, results)  # never in another's folder
    return results


def known(suite: object, only: tuple[str, int]) -> None:
    """Refuse a `--case` that names no public check or no case of it."""
    from grader.run.suite import Suite

    from .targets import nearest

    assert isinstance(suite, Suite)
    checks = {check.name: check for check in suite.public.checks}
    name, number = only
    if name not in checks:
        raise click.UsageError(
            f"{suite.exercise.id} has no public check `{name}`{nearest(name, checks)}"
        )
    cases = len(suite.public_cases(checks[name]))
    if number > cases:
        raise click.UsageError(f"`{name}` has {cases} cases, no case {number}")


def finish(
    results: Results,
    requested: set[str],
    json_file: str | None = None,
    junit_file: str | None = None,
    html_file: str | None = None,
    *,
    shown: Results | None = None,
    lang: Language = "en",
    verbose: bool = False,
) -> None:
    """Print the page, write the files, exit with the run's status.

    People read `shown`, in `lang`; programs read `results`, in English.
    """
    from grader.pages import json, junit, terminal
    from grader.pages.language import speaking
    from grader.score import exit_status

    if json_file == "-":
        click.echo(json.dumps(results), nl=False)
    else:
        with speaking(lang):
            page = terminal.run(shown or results, style(), verbose=verbose)
        click.echo(page, nl=False)
    for name, text in ((json_file, json.dumps), (junit_file, junit.dumps)):
        if name and name != "-":
            write(Path(name), text(results))
    if html_file:
        from grader.pages.html import report

        with speaking(lang):
            page = report(shown or results)
        write(Path(html_file), page)
    sys.exit(exit_status(results.exercises, requested))


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.draft")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        click.echo(f"error: cannot write {path}: {error.strerror}", err=True)
        sys.exit(USAGE)


def _told(count: int):  # type: ignore[no-untyped-def]  # click's echo in a closure
    """Return what tells a pipe's log about each finished exercise; a terminal gets the page."""

    def tell(result: ExerciseResult) -> None:
        if count > 1 and not sys.stderr.isatty():
            click.echo(f"{result.name}: {result.status} ({result.seconds:.1f} s)", err=True)

    return tell


def _unopened(path: Path, problem: Problem) -> str:
    from grader.pages.sentences import submission_problem

    return f"{path}: {submission_problem(problem)}"
