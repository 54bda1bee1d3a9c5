"""Commands that look and grade nothing new: the overview, `next`, `list`, `show`."""

from __future__ import annotations

import ast
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .targets import completed
from .terminal import spoken_language, style

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from grader.course import Course, Exercise, Language
    from grader.pages.colors import Style
    from grader.results import ExerciseResult, Results
    from grader.run import Grader
    from grader.submissions import Submission

    from .progress import Known

    Page: TypeAlias = Callable[[Style], str]


def overview() -> None:
    """Print where the student is; what changed since the last run is graded first."""
    from grader.pages import terminal
    from grader.pages.language import speaking

    from .course import open_course
    from .grading import in_language

    course = open_course()
    lang = spoken_language()
    shown = in_language(where(course), course, lang)
    if not course.has_solutions and not Path("exercises").is_dir():
        click.echo(f"no working copy here; `grade init {course.id}` makes one", err=True)
    with speaking(lang):
        page = terminal.overview(shown, style())
    click.echo(page, nl=False)


@click.command("next")
def next_command() -> None:
    """Show the first exercise that is not done."""
    from grader.pages import terminal
    from grader.pages.language import say, speaking
    from grader.pages.tally import named

    from . import progress
    from .course import open_course

    course = open_course()
    spoken = spoken_language()
    waiting = [e for e in where(course).exercises if e.status not in ("pass", "unavailable")]
    if not waiting:
        with speaking(spoken):
            click.echo(terminal.next_exercise(course, None, style()), nl=False)
        return
    exercise = next(e for e in course.exercises if e.id == waiting[0].name)
    with speaking(spoken):
        status = waiting[0].status
        ran = say("last run: {status}", status=named(status))
        remark = say("not begun") if status == "todo" else ran
        past = progress.past(course, Path()).get(exercise.id)
        click.echo(terminal.next_exercise(course, exercise, style(), remark, past), nl=False)


@click.command("list")
def list_command() -> None:
    """List every exercise, with what the last run said."""
    from grader.pages import terminal
    from grader.pages.language import speaking

    from . import progress
    from .course import open_course

    course = open_course()
    here = Path()
    statuses = {name: known.status for name, known in progress.recall(course, here).items()}
    with speaking(spoken_language()):
        page = terminal.listing(course, style(), statuses, progress.past(course, here))
    click.echo(page, nl=False)


@click.command("show")
@click.argument("target", shell_complete=completed)
@click.option("--lang", type=click.Choice(["en", "zh"]), help="As LANG says.")
def show_command(target: str, lang: Language | None) -> None:
    """Print TARGET's statement: the docstring of its stub, or its translation."""
    from grader.pages.language import speaking

    from .course import open_course
    from .targets import one

    course = open_course()
    spoken = spoken_language(lang)
    page = statement_page(course, one(course, target), spoken)
    with speaking(spoken):
        click.echo(page(style()), nl=False)


def statement_page(course: Course, exercise: Exercise, lang: Language) -> Page:
    """Return the page of an exercise's statement in `lang`, to be made within `speaking`."""
    from grader.course import read_texts
    from grader.pages import terminal

    signature, docstring = stated(course, exercise)
    text = read_texts(course, exercise, lang).statement or docstring
    return lambda look: terminal.statement(course, exercise, signature, text, look)


@click.command("hint")
@click.argument("target", shell_complete=completed)
@click.option("--level", type=click.IntRange(1, 3), help="Which hint; the next one without it.")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="As LANG says.")
def hint_command(target: str, level: int | None, lang: Language | None) -> None:
    """Give a hint for TARGET: concept, formula or pitfall, nearly code; one more each time."""
    from grader.pages.language import speaking

    from .course import open_course
    from .targets import one

    course = open_course()
    spoken = spoken_language(lang)
    page = hint_page(course, one(course, target), spoken, level)
    with speaking(spoken):
        click.echo(page(style()), nl=False)


def hint_page(course: Course, exercise: Exercise, lang: Language, level: int | None = None) -> Page:
    """Return the page of a hint, of the next one without a level, and write down that it was given.

    Raises click.ClickException where there are none.
    """
    from grader.course import read_texts
    from grader.pages import terminal

    from . import progress

    hints = read_texts(course, exercise, lang).hints
    if not hints:
        raise click.ClickException(f"{exercise.id} has no hints")
    given = level or min(progress.hints_given(course, Path(), exercise.id) + 1, len(hints))
    if level is None:
        progress.note_hint(course, Path(), exercise.id, given)
    return lambda look: terminal.hint(exercise, hints, given, look)


def stated(course: Course, exercise: Exercise) -> tuple[str, str]:
    """Return the entry's signature and docstring as in the stub, a class's with its methods."""
    tree = ast.parse((course.root / exercise.stub).read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == exercise.entry:
            return f"{node.name}({ast.unparse(node.args)})", ast.get_docstring(node) or ""
        if isinstance(node, ast.ClassDef) and node.name == exercise.entry:
            methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
            told = [ast.get_docstring(node) or "", *filter(None, map(_method, methods))]
            return f"class {node.name}", "\n\n".join(told)
    raise click.ClickException(f"{exercise.stub} has no `{exercise.entry}`")


def _method(node: ast.FunctionDef) -> str:
    """Return a method's signature and docstring; nothing where it has none."""
    docstring = ast.get_docstring(node)
    return f"{node.name}({ast.unparse(node.args)})\n\n{docstring}" if docstring else ""


def where(course: Course) -> Results:
    """Return the state of every exercise: remembered, untouched, or graded now if it changed."""
    from grader.run import Grader
    from grader.submissions import open_submission

    from . import progress
    from .course import secret_of

    here = Path()
    known = progress.recall(course, here)
    submission = open_submission(here, course)
    with Grader(course, secret=secret_of(course)) as grader:
        states: dict[str, ExerciseResult] = {}
        changed = []
        for exercise in course.exercises:
            state = _state(grader, submission, exercise, known.get(exercise.id))
            if state is None:
                changed.append(exercise)
            else:
                states[exercise.id] = state
        if changed:
            if sys.stderr.isatty():
                click.echo(f"grading {len(changed)} changed ...", err=True)
            graded = grader.grade(submission, changed)
            progress.remember(course, here, graded)
            states |= {result.name: result for result in graded.exercises}
        return grader.results(submission.label, [states[e.id] for e in course.exercises])


def _state(
    grader: Grader, submission: Submission, exercise: Exercise, known: Known | None
) -> ExerciseResult | None:
    """Return what is known of an exercise without running it, or None."""
    from grader.results import Reason
    from grader.submissions import Problem, untouched

    if known:
        state = grader.unjudged(exercise, known.status, Reason("remembered"))
        return replace(state, points=known.points)
    try:
        program = submission.program(exercise)
    except Problem as problem:
        if problem.kind in ("missing_file", "empty_file"):
            return grader.unjudged(exercise, "todo", Reason(problem.kind, problem.facts))
        return None
    stub = (grader.course.root / exercise.stub).read_text(encoding="utf-8")
    if untouched(program, stub):
        return grader.unjudged(exercise, "todo", Reason("untouched"))
    return None
