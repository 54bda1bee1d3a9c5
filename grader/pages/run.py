"""The page of a run over several exercises: the list, then what failed."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from .exercise import (
    advisory,
    chapter_title,
    exercise,
    follow_up,
    problem_lines,
    to_read,
)
from .failure import check_lines
from .language import say, term
from .layout import closing, cut, hanging, heading, pad, page, row, width
from .numbers import number, plural, seconds
from .safe import made_safe
from .sentences import sentence
from .tally import exercise_message, points, tally
from .visible import for_student

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import ExerciseResult, Results

    from .colors import Style

LONGEST_NAME = 28
DETAILED = 5  # failing exercises in full, without -v
TOGETHER = 3  # more untouched exercises than this share a line


def run(results: Results, style: Style, verbose: bool = False) -> str:
    """The page of a whole run; of a single exercise, that exercise's page."""
    if len(results.exercises) == 1:
        return exercise(results.exercises[0], results, style, verbose)
    shown = made_safe(for_student(results), only_ascii=style.ascii)
    lines = [*_header(shown, style)]
    for _, group in groupby(shown.exercises, key=lambda result: result.chapter):
        lines += ["", *_chapter(list(group), shown, style, verbose=verbose)]
    lines += _details(shown, style, verbose=verbose)
    return page([*lines, "", *_summary(shown, style)])


def _header(results: Results, style: Style) -> list[str]:
    right = points(results.points, results.of, results)
    lines = [heading(results.title, right, style)]
    lines.append(style.paint("cyan", cut(results.submission, style.width, style)))
    lines += advisory(results, style)
    for note in results.notes:
        lines += hanging(term("note: "), sentence(note), style)
    return lines


def _chapter(
    group: Sequence[ExerciseResult], results: Results, style: Style, *, verbose: bool
) -> list[str]:
    lines = [style.paint("bold", chapter_title(group[0], results))]
    names = min(LONGEST_NAME, max(width(result.name) for result in results.exercises))
    untouched = [result for result in group if _untouched(result)]
    together = len(untouched) > TOGETHER and not verbose
    listed = [result for result in group if not (together and _untouched(result))]
    lines += [_exercise(result, results, style, names) for result in listed]
    if together:
        not_begun = say("{exercises} not begun", exercises=plural(len(untouched), "exercise"))
        lines.append(f"  {style.mark('todo')} {not_begun}")
    return lines


def _untouched(result: ExerciseResult) -> bool:
    return result.reason is not None and result.reason.kind in {"untouched", "missing_file"}


def _exercise(result: ExerciseResult, results: Results, style: Style, names: int) -> str:
    left = f"  {style.mark(result.status)} {pad(cut(result.name, names, style), names)}  "
    earned = say("{earned} of {of}", earned=number(result.points), of=number(result.of))
    right = pad(earned, 12, right=True) + pad(seconds(result.seconds), 10, right=True)
    if result.checks:
        passed = sum(check.status == "pass" for check in result.checks)
        middle = say(
            "{passed} of {checks}", passed=passed, checks=plural(len(result.checks), "check")
        )
    elif _untouched(result):
        middle, right = say("not begun"), pad(earned, 12, right=True) + " " * 10
    else:
        middle = exercise_message(result, results)
    middle = cut(middle, style.width - width(left) - width(right) - 2, style)
    return row(left + middle, right, style)


def _details(results: Results, style: Style, *, verbose: bool) -> list[str]:
    failing = [result for result in results.exercises if _wants_detail(result)]
    shown = failing if verbose else failing[:DETAILED]
    lines = []
    for result in shown:
        lines += ["", *_detail(result, style, verbose=verbose)]
    if len(failing) > len(shown):
        more = plural(len(failing) - len(shown), "more exercise")
        lines += [
            "",
            style.code(say("... {more}: `grade run NAME` shows one, `-v` all", more=more)),
        ]
    return lines


def _wants_detail(result: ExerciseResult) -> bool:
    if result.reason is not None:
        return result.status not in {"todo", "pass"}
    return any(check.status != "todo" for check in to_read(result))


def _detail(result: ExerciseResult, style: Style, *, verbose: bool) -> list[str]:
    rule = style.sign("rule")
    heading = f"{rule * 2} {result.name} "
    rest = rule * (style.width - width(heading))
    lines = [style.paint("bold", heading) + style.paint("dim", rest)]
    if result.reason is not None:
        return lines + problem_lines(result, style, verbose=verbose)
    check, *others = to_read(result)
    if verbose:
        for each in (check, *others):
            lines += [*check_lines(each, style, verbose=True), *follow_up(each, style), ""]
        return lines[:-1]
    lines += check_lines(check, style, verbose=verbose)
    again = check.again or f"grade run {result.name}"
    lines += follow_up(replace(check, again=again), style)
    if others:
        template = "{checks} did not pass, `grade run {name}` shows them"
        more = say(template, checks=plural(len(others), "more check"), name=result.name)
        lines += hanging(term("also: "), more, style)
    return lines


def _summary(results: Results, style: Style) -> list[str]:
    text = tally(result.status for result in results.exercises) or say("nothing was run")
    if not results.complete:
        text += term(", incomplete")
    everything = {result.status for result in results.exercises} <= {"pass"}
    if everything and results.scope == "public":
        text += term(" their public checks")
    return closing(text, seconds(results.seconds), "pass" if everything else "fail", style)
