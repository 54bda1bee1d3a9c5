"""Commands for Gradescope: build the autograder, and what it runs."""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime
from pathlib import Path

import click

from .failing import BROKEN, UNAVAILABLE


@click.group("gradescope")
def gradescope_command() -> None:
    """Gradescope's autograder: build its zip."""


@gradescope_command.command("build")
@click.argument("out", metavar="OUT.zip", type=click.Path(path_type=Path))
@click.option("--python", default="3.12", help="Python of the image; 3.12 is Ubuntu 24.04's.")
@click.option("--wheels/--no-wheels", default=True,
              help="Put wheels inside, or fetch them when the image is built.")  # fmt: skip
def build_command(out: Path, python: str, wheels: bool) -> None:
    """Write the autograder to OUT.zip, with every answer and the seed: keep it to yourself."""
    from grader.authoring.gradescope import NoWheelsError, build

    from .course import open_course, secret_of

    if not re.fullmatch(r"3\.1[1-9]", python):
        raise click.UsageError(f"--python {python} is no Python such as 3.12, 3.11 at least")
    if out.suffix != ".zip":
        raise click.UsageError(f"{out} is no name for a zip; call it OUT.zip")
    course = open_course()
    secret = secret_of(course)
    if secret is None:
        raise click.UsageError("this is a released tree; build from the instructor's")
    try:
        size = build(course, secret, out, python, offline=wheels)
    except NoWheelsError as error:
        click.echo(f"error: pip could not fetch the wheels:\n{error}", err=True)
        sys.exit(UNAVAILABLE)
    except OSError as error:
        raise click.UsageError(f"cannot write {out}: {error.strerror}") from None
    click.echo(f"{out}: {size / 1e6:.1f} MB, for Python {python}; it holds every answer")


@gradescope_command.command("run", hidden=True)
@click.argument("root", type=click.Path(path_type=Path, exists=True, file_okay=False))
def run_command(root: Path) -> None:
    """Grade ROOT/submission as Gradescope laid it out, and write ROOT/results/results.json."""
    from grader.pages.ci import gradescope

    from .ci import graded
    from .course import open_course
    from .grading import write

    course = open_course()
    submitted = _submitted(root / "submission_metadata.json")
    results, _ = graded(course, root / "submission", list(course.exercises), "sandbox", submitted)
    try:
        text = gradescope.dumps(results)
    except ValueError as error:
        statuses = ", ".join(f"{r.name}: {r.status}" for r in results.exercises if not r.complete)
        click.echo(f"error: {error}: {statuses or results.scope}", err=True)
        sys.exit(BROKEN)
    (root / "results").mkdir(exist_ok=True)
    write(root / "results" / "results.json", text)


def _submitted(path: Path) -> datetime | None:
    """When Gradescope took the submission, which is not when it is graded again."""
    try:
        created = json.loads(path.read_text(encoding="utf-8"))["created_at"]
        time = datetime.fromisoformat(created)
    except (OSError, ValueError, KeyError, TypeError) as error:
        click.echo(f"note: no time in {path.name} ({type(error).__name__}): not late", err=True)
        return None
    return time if time.utcoffset() is not None else None
