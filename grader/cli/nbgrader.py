"""Commands for nbgrader: `grade nbgrader build` and `check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from .failing import BROKEN, UNAVAILABLE
from .terminal import style

if TYPE_CHECKING:
    from grader.course import Course


@click.group("nbgrader")
def nbgrader_command() -> None:
    """An nbgrader course: build its directory, check who was not graded."""


@nbgrader_command.command("build")
@click.argument("out", type=click.Path(path_type=Path))
def build_command(out: Path) -> None:
    """Write a course directory to OUT: one notebook per chapter, no answers."""
    from grader.authoring.leaks import find_leaks
    from grader.authoring.release import ReleaseError
    from grader.authoring.release.publishing import whole

    from .course import secret_of
    from .releasing import leak_text

    course = _instructors()
    _needs("nbformat")
    from grader.notebooks.build import build

    secret = secret_of(course)
    try:
        with whole(out) as draft:
            notebooks = build(course, draft)
            leaks = find_leaks(course, draft, secret=secret.key.hex() if secret else None)
            if leaks:
                for leak in leaks:
                    click.echo(f"error: {leak_text(leak)}", err=True)
                raise Leaking
    except Leaking:
        click.echo("nothing was built", err=True)
        sys.exit(BROKEN)
    except ReleaseError as error:
        raise click.UsageError("\n".join(error.problems)) from None
    except OSError as error:
        raise click.UsageError(f"cannot write {out}: {error.strerror}") from None
    for path in notebooks:
        click.echo(f"{out / path.relative_to(draft)}")
    click.echo(f"next: {out / 'README.md'} says what to type")


class Leaking(Exception):
    """What was built gives something away."""


@nbgrader_command.command("check")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path), default=Path())
def check_command(folder: Path) -> None:
    """Say who in the course directory DIR was not graded and why, before or after a run."""
    course = _instructors()
    _needs("nbgrader")
    from grader.notebooks.standing import NoCourseDirectory, standing
    from grader.pages.standing import standing as page

    from .course import secret_of

    secret_of(course)
    try:
        found = standing(folder, course)
    except NoCourseDirectory as error:
        raise click.UsageError(str(error)) from None
    click.echo(page(found.found, found.graded, found.waiting, style()), nl=False)
    sys.exit(1 if found.found else 0)


def _instructors() -> Course:
    from .course import open_course

    course = open_course()
    if not course.has_solutions:
        raise click.UsageError(
            f"{course.root} is a released tree; GRADSTEPS_COURSE names the instructor's"
        )
    return course


def _needs(library: str) -> None:
    from grader.run.loading import installed

    if not installed(library):
        _missing(library)


def _missing(library: str) -> NoReturn:
    click.echo(f"error: {library} is not installed; `pip install 'gradsteps[notebooks]'`", err=True)
    sys.exit(UNAVAILABLE)
