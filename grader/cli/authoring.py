"""Commands for authors: `grade dev`."""

from __future__ import annotations

import sys

import click

from .failing import BROKEN


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
