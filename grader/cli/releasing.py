"""Commands around the released course: `release` it, `init` a working copy, `pack` a hand-in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .failing import BROKEN

if TYPE_CHECKING:
    from grader.authoring.leaks import Leak


@click.command("release")
@click.argument("out", type=click.Path(path_type=Path))
def release_command(out: Path) -> None:
    """Write the student tree and its wheel to OUT: stubs, public checks, recordings; no answers."""
    from grader.authoring.leaks import Leaked
    from grader.authoring.release import ReleaseError, release
    from grader.authoring.stub import MarkerError
    from grader.checks.errors import CheckError
    from grader.run import Grader

    from .course import open_course, secret_of

    course = open_course()
    if not course.has_solutions:
        raise click.UsageError("this is a released tree; release from the instructor's")
    try:
        with Grader(course, secret=secret_of(course)) as grader:
            done = release(course, out, grader)
    except Leaked as leaked:
        _broken([leak_text(leak) for leak in leaked.leaks], "nothing was released")
    except ReleaseError as error:
        _broken(error.problems)
    except (CheckError, MarkerError) as error:
        _broken([str(error)])
    except OSError as error:
        raise click.UsageError(f"cannot write {out}: {error.strerror}") from None
    for name in done.left_out:
        click.echo(f"left out: {name}, not a kind of file that ships", err=True)
    click.echo(f"{done.student}: {done.files} files, {done.bytes / 1000:.0f} kB, no answers found")
    click.echo(f"{done.wheel}: {done.wheel.stat().st_size / 1000:.0f} kB")


def leak_text(leak: Leak) -> str:
    """Say where a release gives what away: `place:line: ...`."""
    where = leak.place if leak.line is None else f"{leak.place}:{leak.line}"
    match leak.kind:
        case "closed":
            return f"{where}: cannot be looked into: {leak.what}"
        case "file":
            return f"{where}: a file that never ships"
        case "seed":
            return f"{where}: holds the secret seed"
        case "name":
            return f"{where}: the name `{leak.what}` stands in {leak.origin} and nowhere public"
        case _:
            return f"{where}: gives away the {leak.what} ({leak.origin})"


def _broken(problems: list[str], end: str | None = None) -> None:
    for problem in problems:
        click.echo(f"error: {problem}", err=True)
    if end:
        click.echo(end, err=True)
    sys.exit(BROKEN)
