"""`grade ci`: grade for a machine to read, and leave the files that hosts look for."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from .failing import UNAVAILABLE, USAGE
from .grading import Time, write
from .targets import chosen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from grader.course import Course, Exercise
    from grader.results import ExerciseResult, Results

Level = Literal["process", "sandbox"]


@click.command("ci")
@click.argument("target", nargs=-1)
@click.option("--submission", type=click.Path(path_type=Path), help="Folder, .py, notebook or zip.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("grade-ci"), metavar="DIR",
              help="Where the files go; `grade-ci` if absent.")  # fmt: skip
@click.option("--isolation", type=click.Choice(["process", "sandbox"]), help="The best if absent.")
@click.option("--submitted", type=Time(), metavar="TIME", help="When it was handed in.")
def ci_command(
    target: tuple[str, ...],
    submission: Path | None,
    out: Path,
    isolation: Level | None,
    submitted: datetime | None,
) -> None:
    """Grade TARGETs and write what GitHub, GitLab and Gradescope read to a folder.

    With hidden checks submissions run in a sandbox; there a score is made. In a released tree
    only public checks run, and what they say is advice.
    """
    from grader.pages import terminal
    from grader.pages.ci import github
    from grader.pages.colors import Style
    from grader.score import exit_status

    from .course import open_course

    course = open_course()
    picked = chosen(course, target, submission)
    level = isolation or ("sandbox" if course.has_solutions else best())
    results, lines = graded(course, picked.submission, picked.exercises, level, submitted)
    folder = _folder(picked.submission)
    click.echo(github.harmless(terminal.run(results, Style())), nl=False)
    leave(results, lines, folder, out)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        click.echo(github.marks(results, lines, folder), nl=False)
        _append("GITHUB_STEP_SUMMARY", github.summary(results))
        _append("GITHUB_OUTPUT", f"result={github.classroom(results)}\n")
    requested = {exercise.id for exercise in picked.exercises} if target else set()
    sys.exit(exit_status(results.exercises, requested) if results.complete else UNAVAILABLE)


def best() -> Level:
    """The best isolation this machine has."""
    from grader.isolation import Ended, Launcher, LaunchError, Limits

    try:
        with Launcher((), level="sandbox") as launcher:
            launcher.start(Limits()).close()
    except (LaunchError, Ended):
        return "process"
    return "sandbox"


def graded(
    course: Course,
    submission: Path,
    exercises: list[Exercise],
    level: Level,
    submitted: datetime | None,
) -> tuple[Results, Mapping[str, int]]:
    """Grade whatever was handed in, and find the line each entry is defined at.

    What cannot be opened earns nothing, and its results say why: a host needs results.
    """
    from grader.results import Reason
    from grader.run import Grader
    from grader.submissions import Problem, open_submission

    from .course import secret_of

    with Grader(course, level=level, secret=secret_of(course)) as grader:
        grader.warm(exercises)
        found: list[ExerciseResult] = []
        lines: dict[str, int] = {}
        try:
            opened = open_submission(submission, course)
            for exercise in exercises:
                if opened.answers_all and len(exercises) > 1 and not opened.offers(exercise):
                    reason = Reason("missing_file", {"looked": [opened.label]})
                    found.append(grader.unjudged(exercise, "todo", reason))
                else:
                    found += grader.grade(opened, [exercise], submitted=submitted).exercises
                    lines.update(_defined(opened, exercise))
        except Problem as problem:
            reason = Reason(problem.kind, problem.facts)
            found = [grader.unjudged(exercise, "error", reason) for exercise in exercises]
        return grader.results(submission.name or ".", found, submitted), lines


def _defined(submission: object, exercise: Exercise) -> dict[str, int]:
    from grader.submissions import Problem, Submission, definitions

    assert isinstance(submission, Submission)
    try:
        parts = submission.program(exercise).parts
    except Problem:
        return {}
    line = definitions(parts[0].text).get(exercise.entry) if len(parts) == 1 else None
    return {exercise.id: line} if line else {}


def leave(results: Results, lines: Mapping[str, int], folder: str, out: Path) -> None:
    """Write every file a host may look for; Gradescope's only where there is a score."""
    from grader.pages import json, junit
    from grader.pages.ci import github, gitlab, gradescope

    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        click.echo(f"error: cannot write {out}: {error.strerror}", err=True)
        sys.exit(USAGE)
    write(out / "results.json", json.dumps(results))
    write(out / "junit.xml", junit.dumps(results))
    write(out / "summary.md", github.summary(results))
    write(out / "codequality.json", gitlab.code_quality(results, lines, folder))
    if results.scope == "all" and results.complete and not results.advisory:
        write(out / "gradescope.json", gradescope.dumps(results))
    else:
        (out / "gradescope.json").unlink(missing_ok=True)


def _folder(submission: Path) -> str:
    """What comes before a path of the submission, seen from here."""
    place = submission if submission.is_dir() else submission.parent
    try:
        inside = place.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return ""
    return "" if inside == "." else f"{inside}/"


def _append(variable: str, text: str) -> None:
    name = os.environ.get(variable)
    if name:
        with Path(name).open("a", encoding="utf-8") as file:
            file.write(text)
