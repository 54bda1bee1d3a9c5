"""Commands for authors and instructors: `grade release`, `grade dev`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .failing import BROKEN


@click.command("release")
@click.argument("out", type=click.Path(path_type=Path))
def release_command(out: Path) -> None:
    """Write the student tree to OUT: stubs, public checks and sealed data, no answers."""
    from grader.authoring.release import ReleaseError, release
    from grader.run import Grader

    from .course import open_course, secret_of

    course = open_course()
    if not course.has_solutions:
        raise click.UsageError("this is a released tree; release from the instructor's")
    try:
        with Grader(course, secret=secret_of(course)) as grader:
            files = release(course, out, grader)
    except ReleaseError as error:
        for problem in error.problems:
            click.echo(f"error: {problem}", err=True)
        sys.exit(BROKEN)
    except OSError as error:
        raise click.UsageError(f"cannot write {out}: {error.strerror}") from None
    size = sum(file.stat().st_size for file in files)
    click.echo(f"{len(files)} files, {size / 1000:.0f} kB in {out}")


@click.group("dev")
def dev_command() -> None:
    """Commands for authors of exercises."""


@dev_command.command("sync")
def sync_command() -> None:
    """Regenerate stubs and frozen examples from the solutions and checks."""
    from grader.authoring.stub import MarkerError
    from grader.authoring.sync import sync

    from .course import open_course

    course = open_course()
    try:
        changed = sync(course)
    except (MarkerError, OSError) as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(BROKEN)
    for path in changed:
        click.echo(f"wrote {path.relative_to(course.root)}")
    if not changed:
        click.echo("everything is up to date")
