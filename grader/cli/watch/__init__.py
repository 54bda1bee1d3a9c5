"""`grade watch`: checks an exercise again whenever its file is saved."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..targets import Chosen, chosen, completed
from ..terminal import spoken_language

if TYPE_CHECKING:
    from grader.course import Course, Exercise, Language


@click.command("watch")
@click.argument("target", required=False, shell_complete=completed)
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Of the pages; as LANG says.")
def watch_command(target: str | None, lang: Language | None) -> None:
    """Check an exercise again whenever its file is saved.

    Without TARGET, whichever exercise is saved, from the first that is not done; with one, the
    files of that exercise or chapter alone. Only public checks run.
    """
    from ..course import open_course

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        other = f"`grade run {target or 'NAME'}` checks once"
        raise click.UsageError(f"`grade watch` needs a terminal; {other}")
    course = open_course()
    picked = chosen(course, (target,) if target else (), None)
    single = len(picked.exercises) == 1 and picked.submission == Path()
    pool = list(course.exercises) if single else picked.exercises
    _watch(course, picked, pool, spoken_language(lang))


def _watch(course: Course, picked: Chosen, pool: list[Exercise], lang: Language) -> None:
    from .files import Files
    from .keys import keyboard
    from .regrading import Regrader
    from .screen import Screen
    from .session import Session

    screen = Screen(lang)
    files = Files(course, pool, picked.submission)
    if not files.any():
        raise click.UsageError("no exercise file here; `grade init DIR` makes a working copy")
    with keyboard() as keys, Regrader(course, picked.submission) as regrader:
        session = Session(course, pool, picked.submission, (files, keys, regrader, screen), lang)
        try:
            session.sit(session.first(picked.exercises), only=len(picked.exercises) == 1)
        finally:
            screen.leave()
