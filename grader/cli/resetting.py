"""`grade reset`: an exercise's file as it was given, the student's kept beside it."""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .targets import completed, one
from .terminal import spoken_language, style

if TYPE_CHECKING:
    from grader.course import Exercise, Language


@click.command("reset")
@click.argument("target", shell_complete=completed)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="As LANG says.")
def reset_command(target: str, yes: bool, lang: Language | None) -> None:
    """Put TARGET's file back as it was given; yours is kept beside it."""
    from grader.pages import resetting
    from grader.pages.language import speaking

    from .course import open_course

    course = open_course()
    exercise = one(course, target)
    path = _place(exercise)
    stub = (course.root / exercise.stub).read_bytes()
    with speaking(spoken_language(lang)):
        theirs = _content(path)
        if theirs == stub:
            click.echo(resetting.unchanged(str(path)), nl=False)
            return
        if theirs is not None and not yes and not _agreed(exercise, path):
            click.echo(resetting.left(), nl=False)
            return
        try:
            backup = None if theirs is None else _kept(path, theirs)
            _put(path, stub)
        except OSError as error:
            raise click.UsageError(f"cannot write {path}: {error.strerror}") from None
        said = resetting.done(str(path), None if backup is None else str(backup), style())
        click.echo(said, nl=False)


def _agreed(exercise: Exercise, path: Path) -> bool:
    from grader.pages import resetting

    if not sys.stdin.isatty():
        raise click.UsageError(f"there is nobody to ask; `grade reset {exercise.id} --yes`")
    return click.confirm(resetting.question(str(path)))


def _place(exercise: Exercise) -> Path:
    """Return where the exercise's file is in this working copy, or has to be."""
    if not Path("exercises").is_dir():
        raise click.UsageError("no working copy here; `grade init DIR` makes one")
    path = Path(exercise.stub)
    notebook = path.with_suffix(".ipynb")
    if notebook.exists() and not path.exists():
        raise click.UsageError(f"{notebook} is a notebook, which is not put back")
    return path


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise click.UsageError(f"cannot read {path}: {error.strerror}") from None


def _kept(path: Path, data: bytes) -> Path:
    """Write `data` to the first `softmax.py.before`, `softmax.py.before2` ... that is free."""
    for number in count(1):
        backup = path.with_name(f"{path.name}.before{number if number > 1 else ''}")
        try:
            with backup.open("xb") as file:
                file.write(data)
                os.fsync(file.fileno())
        except FileExistsError:
            continue
        return backup
    raise AssertionError


def _put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; a link stays a link."""
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
