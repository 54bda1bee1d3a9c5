"""Pages for when the learner, the author or the machine is at fault; they go to stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from .colors import Style
from .layout import hanging, pad, page, width
from .numbers import plural
from .safe import made_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PLACES = 34  # columns of the key paths, at most


class CourseProblem(Protocol):
    """One problem in course.toml, as `course.CourseError` carries them."""

    @property
    def path(self) -> str:
        """Where: `chapter[2].exercise[4].points`."""

    @property
    def expected(self) -> str:
        """Completes "expected ..."."""

    @property
    def got(self) -> str:
        """Completes "got ..."."""

    @property
    def suggestion(self) -> str | None:
        """The known name that was probably meant."""


def course_error(
    problems: Sequence[CourseProblem], style: Style | None = None, source: str = "course.toml"
) -> str:
    """Every problem of the course file, one below the other."""
    style = style or Style()
    heading = f"{source} has {plural(len(problems), 'problem')}"
    lines = [style.paint("red", "error:") + f" {heading}"]
    rows = made_safe(
        [(problem.path, problem_text(problem)) for problem in problems], only_ascii=style.ascii
    )
    columns = min(PLACES, max((width(path) for path, _ in rows), default=0))
    for path, text in rows:
        if width(path) > columns:
            lines += [f"  {path}", *hanging(" " * (columns + 5), text, style)]
        else:
            lines += hanging(f"  {pad(path, columns)}   ", text, style)
    return page(lines)


def problem_text(problem: CourseProblem) -> str:
    """`expected a whole number, got "ten"`; the suggestion after a semicolon."""
    text = f"expected {problem.expected}, got {problem.got}"
    return f"{text}; did you mean `{problem.suggestion}`?" if problem.suggestion else text


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """``no exercise `atention`; did you mean `attention`?`` - a sentence, not a page."""
    from difflib import get_close_matches  # only a misspelling pays for this import

    shown = made_safe(name)
    near = get_close_matches(shown, list(known), n=1, cutoff=0.6)
    return f"no {kind} `{shown}`" + (f"; did you mean `{near[0]}`?" if near else "")


def error(
    says: str, style: Style | None = None, details: Sequence[str] = (), hints: Sequence[str] = ()
) -> str:
    """Anything else: `error: ...`, indented details, hints."""
    style = style or Style()
    lines = hanging("error: ", made_safe(says, only_ascii=style.ascii), style)
    lines[0] = style.paint("red", "error:") + lines[0][len("error:") :]
    for detail in made_safe(list(details), only_ascii=style.ascii):
        lines += hanging("  ", detail, style)
    for hint in hints:
        lines += ["", *hanging("hint: ", hint, style)]
    return page(lines)
