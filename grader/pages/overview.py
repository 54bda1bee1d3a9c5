"""The overview page: every chapter as a bar, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .exercise import advisory
from .language import say, term
from .layout import FULL, bar, cut, hanging, heading, pad, page, width
from .numbers import number
from .safe import made_safe
from .tally import points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.results import ChapterFacts, ExerciseResult, Results, Status

    from .colors import Style

LONGEST_TITLE = 26
REMARK = 20
COUNT, POINTS = 7, 9


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one chapter is."""

    done: int
    points: float
    status: Status = "todo"  # pass: all done; fail: something in it fails; todo: the rest
    remark: str = ""  # `attention fails`


def progress(results: Results) -> dict[str, Progress]:
    """The progress of every chapter, by name, as far as `results` tells."""
    return {
        facts.name: _progress(
            facts, [result for result in results.exercises if result.chapter == facts.name]
        )
        for facts in results.chapters
    }


def overview(results: Results, style: Style, done: Mapping[str, Progress] | None = None) -> str:
    """The page of `grade` alone. `done` overrides what `results` tells of a chapter, by name."""
    shown = made_safe(results, only_ascii=style.ascii)
    chapters = progress(shown) | dict(made_safe(dict(done or {}), only_ascii=style.ascii))
    finished = sum(chapter.done for chapter in chapters.values())
    earned = sum(chapter.points for chapter in chapters.values())
    exercises = sum(facts.exercises for facts in shown.chapters)
    done_ = say("{done} of {count} done", done=finished, count=exercises)
    right = term(", ").join((done_, points(earned, shown.of, shown)))
    lines = [heading(shown.title, right, style), *advisory(shown, style), ""]
    longest = min(LONGEST_TITLE, style.width - 36 - style.mark_width)
    titles = min(longest, max((width(f.title) for f in shown.chapters), default=0))
    room = REMARK if style.width >= FULL else 0
    remarks = min(room, max((width(c.remark) for c in chapters.values()), default=0))
    for position, facts in enumerate(shown.chapters, 1):
        columns = style.width - style.mark_width - titles - COUNT - POINTS - remarks - 10
        lines.append(
            _row(position, facts, chapters[facts.name], (titles, max(8, columns), remarks), style)
        )
    return page([*lines, "", *_next(shown.exercises, style)])


def _progress(facts: ChapterFacts, results: Sequence[ExerciseResult]) -> Progress:
    done = sum(result.status == "pass" for result in results)
    earned = sum(result.points for result in results)
    fine = {"pass", "todo", "unavailable", "skipped"}
    failing = [result.name for result in results if result.status not in fine]
    unavailable = sum(result.status == "unavailable" for result in results)
    if failing:
        others = say("{name}, {count} more", name=failing[0], count=len(failing) - 1)
        one = say("{name} fails", name=failing[0])
        return Progress(done, earned, "fail", others if len(failing) > 1 else one)
    if done == facts.exercises:
        return Progress(done, earned, "pass")
    if unavailable:
        return Progress(done, earned, "unavailable", say("{count} unavailable", count=unavailable))
    return Progress(done, earned)


def _row(
    position: int,
    facts: ChapterFacts,
    chapter: Progress,
    columns: tuple[int, int, int],
    style: Style,
) -> str:
    mark = " " * style.mark_width
    if chapter.status in {"pass", "unavailable"}:
        mark = style.mark(chapter.status)
    elif chapter.done or chapter.status == "fail":
        mark = style.paint("yellow", pad(style.sign("here"), style.mark_width))
    titles, bars, remarks = columns
    title = pad(cut(facts.title, titles, style), titles)
    left = f"  {mark} {position:02} {title} "
    drawn = bar(chapter.done / facts.exercises if facts.exercises else 0, bars, style)
    count = pad(f"{chapter.done}/{facts.exercises}", COUNT, right=True)
    worth = pad(
        say("{points} pts", points=_short(chapter.points)) if chapter.points else "",
        POINTS,
        right=True,
    )
    remark = cut(chapter.remark, remarks, style) if remarks else ""
    line = f"{left}{style.paint('green', drawn)}{count}{worth}  {style.paint('dim', remark)}"
    return line.rstrip()


def _short(earned: float) -> str:
    """Points in at most four characters: 8.2, 37.3, 112."""
    return number(round(earned, 1) if earned < 100 else round(earned))


def _next(results: Sequence[ExerciseResult], style: Style) -> list[str]:
    waiting = [result for result in results if result.status not in {"pass", "unavailable"}]
    if not waiting:
        return hanging(
            term("next: "), say("nothing is left to do here; `grade list` shows everything"), style
        )
    result = waiting[0]
    path = result.path or f"exercises/{result.chapter}/{result.name}.py"
    commands = say("`grade run {name}`, or `grade show {name}` for the task", name=result.name)
    label = term("next: ")
    return [
        label + style.paint("cyan", cut(path, style.width - width(label), style)),
        *hanging(" " * width(label), commands, style),
    ]
