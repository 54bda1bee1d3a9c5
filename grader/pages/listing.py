"""Pages about the course itself: the list of exercises, the next one, a statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .docstrings import written
from .language import say, term
from .layout import cut, hanging, pad, page, row, width, wrap
from .numbers import plural
from .safe import line
from .tally import WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.course.types import Chapter, Course, Exercise
    from grader.results import Status

    from .colors import Style

LONGEST_ID = 30
EFFORT = 21  # columns of minutes and points


@dataclass(frozen=True, slots=True)
class Past:
    """What there was of an exercise: how many different answers were checked, hints shown.

    `passed` is the day it was passed first, `2026-11-22`; empty if it never was.
    """

    tries: int = 0
    hints: int = 0
    passed: str = ""


def listing(
    course: Course,
    style: Style,
    statuses: Mapping[str, Status] | None = None,
    past: Mapping[str, Past] | None = None,
) -> str:
    """Every exercise in course order with its last known status and its past, by id."""
    known, pasts = statuses or {}, past or {}
    exercises = list(course.exercises)
    of = sum(exercise.points for exercise in exercises if not exercise.extra_credit)
    right = term(", ").join((plural(len(exercises), "exercise"), plural(of, "point")))
    lines = [row(style.paint("bold", _text(titled(course), style)), right, style)]
    ids = min(LONGEST_ID, max((width(exercise.id) for exercise in exercises), default=0))
    for chapter in course.chapters:
        lines += ["", _chapter(chapter, style)]
        lines += [
            _row(item, known.get(item.id), pasts.get(item.id), ids, style)
            for item in chapter.exercises
        ]
    return page([*lines, "", style.code(term("next: `grade show NAME`, `grade run NAME`"))])


def next_exercise(
    course: Course,
    exercise: Exercise | None,
    style: Style,
    why: str = "",
    past: Past | None = None,
) -> str:
    """What to do now; `why` is a short remark such as `not begun`. None: nothing is left."""
    if exercise is None:
        return page([style.code(term("nothing is left to do; `grade list` shows everything"))])
    title = _title(course, exercise, style)
    remarks = [_effort(exercise), *([_text(why, style)] if why else []), *_told(past)]
    label = term("next: ")
    name = exercise.id
    commands = (
        say("`grade show {name}` prints the task", name=name),
        say("`grade run {name}` checks it", name=name),
        say("`grade watch {name}` checks it whenever you save", name=name),
    )
    return page([
        row(style.paint("bold", exercise.id), title, style),
        style.paint("dim", term(", ").join(remarks)),
        "",
        label + style.paint("cyan", exercise.stub),
        *(" " * width(label) + style.code(command) for command in commands),
    ])  # fmt: skip


def statement(
    course: Course, exercise: Exercise, signature: str, docstring: str, style: Style
) -> str:
    """The task as the stub states it: a `signature` like `softmax(x, axis=-1)`, the `docstring`."""
    lines = [row(style.paint("bold", exercise.id), _title(course, exercise, style), style)]
    lines += [style.paint("cyan", exercise.stub), style.paint("dim", _effort(exercise))]
    lines += ["", *_signature(_text(signature, style), style), ""]
    lines += written(docstring, style)
    if exercise.needs:
        given = ", ".join(f"`{name}`" for name in exercise.needs)
        lines += [
            "",
            *hanging(term("given: "), say("{names} from `grader.blocks`", names=given), style),
        ]
    if exercise.forbid:
        names = ", ".join(f"`{name}`" for name in exercise.forbid)
        lines += ["", *hanging(term("forbidden: "), names, style)]
    return page([*lines, "", style.code(say("next: `grade run {name}`", name=exercise.id))])


def hint(exercise: Exercise, hints: Sequence[str], level: int, style: Style) -> str:
    """One hint of several, and how to get the next."""
    head = row(
        style.paint("bold", exercise.id),
        say("hint {level} of {count}", level=level, count=len(hints)),
        style,
    )
    again = say("`grade hint {name}` again", name=exercise.id)
    more = again if level < len(hints) else term("no hint is left")
    text = say("`grade run {name}`, or {more}", name=exercise.id, more=more)
    tail = hanging(term("next: "), text, style)
    return page([head, "", *written(hints[level - 1], style), "", *tail])


def _signature(text: str, style: Style) -> list[str]:
    return ["  " + style.paint("bold", part) for part in wrap(text, style.width - 2)]


def _chapter(chapter: Chapter, style: Style) -> str:
    due = say("due {time}", time=f"{chapter.due:%Y-%m-%d %H:%M %z}") if chapter.due else ""
    return row(style.paint("bold", _text(titled(chapter), style)), due, style)


def _row(
    exercise: Exercise, status: Status | None, past: Past | None, ids: int, style: Style
) -> str:
    mark = style.mark(status) if status else " " * style.mark_width
    name = pad(cut(exercise.id, ids, style), ids)
    left = f"  {mark} {name}  "
    words = [style.status(status, term(WORDS[status]))] if status else []
    for remark in _told(past, status):
        more = [*words, style.paint("dim", remark)]
        if width(left + term(", ").join(more)) + 2 <= style.width - EFFORT:
            words = more
    points = pad(plural(exercise.points, "point"), 12, right=True)
    left += term(", ").join(words)
    return row(left, say("{minutes} min", minutes=f"{exercise.minutes:>4}") + points, style)


def _told(past: Past | None, status: Status | None = None) -> list[str]:
    """Remarks on an exercise's past, the one that says most first."""
    if past is None:
        return []
    tries = [plural(past.tries, "try")] if past.tries else []
    hints = [plural(past.hints, "hint")] if past.hints else []
    if status == "pass":
        return [*([past.passed] if past.passed else []), *tries, *hints]
    passed = [say("passed on {day}", day=past.passed)] if past.passed else []
    return [*tries, *hints, *passed]


def titled(what: Course | Chapter) -> str:
    """The title in the language of the page."""
    return what.title_zh or what.title if term("en") == "zh" else what.title


def _title(course: Course, exercise: Exercise, style: Style) -> str:
    titles = {chapter.id: titled(chapter) for chapter in course.chapters}
    title = _text(titles.get(exercise.chapter, exercise.chapter), style)
    points = plural(exercise.points, "point")
    extra = exercise.extra_credit
    template = "{title}, {points} (extra credit)" if extra else "{title}, {points}"
    return say(template, title=title, points=points)


def _effort(exercise: Exercise) -> str:
    about = plural(exercise.minutes, "minute")
    return say("difficulty {level} of 5, about {minutes}", level=exercise.difficulty, minutes=about)


def _text(text: str, style: Style) -> str:
    return line(text, only_ascii=style.ascii)
