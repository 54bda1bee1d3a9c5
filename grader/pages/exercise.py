"""The page of one exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .advice import advice
from .failure import check_lines, field, frame_lines, headline, output_lines, reason_lines
from .language import say, term
from .layout import closing, cut, hanging, heading, pad, page, row, width, wrap
from .numbers import plural, seconds
from .safe import made_safe
from .sentences import sentence
from .tally import WORDS, checks_summary, named, points
from .visible import exercise_for_student, sentences_shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import CheckResult, ExerciseResult, Results

    from .colors import Style

CASES, TIME = 14, 9  # columns of the check list
GRADED_LATER = "hidden checks run when your work is graded"


def exercise(
    result: ExerciseResult,
    results: Results,
    style: Style,
    verbose: bool = False,  # agreed with the command line
    hints: Sequence[str] = (),
) -> str:
    """The page of one exercise of `results`: what passed, what did not, and what to do about it."""
    shown = made_safe(exercise_for_student(result, results), only_ascii=style.ascii)
    around = made_safe(results, only_ascii=style.ascii)
    lines = [*_header(shown, around, style), *remarks(shown, around, style)]
    if shown.checks:
        lines += ["", *_list(shown, around, style)]
    if shown.reason is not None:
        lines += ["", *problem_lines(shown, style, verbose=verbose)]
    failing = to_read(shown)
    for position, check in enumerate(failing):
        full = verbose or position == 0
        section = check_lines(check, style, verbose=verbose) if full else in_short(check, style)
        lines += ["", *section, *follow_up(check, style)]
    advised = [advice(shown.reason, shown), *(advice(check.reason, shown) for check in failing[:1])]
    lines += _hints([hint for hint in (*advised, *hints) if hint], style)
    return page([*lines, "", *_summary(shown, around, style)])


def to_read(result: ExerciseResult) -> list[CheckResult]:
    """The public checks that a student should read about; what is not written yet comes last."""
    checks = [
        check
        for check in result.checks
        if check.visibility == "public" and check.status not in {"pass", "skipped"}
    ]
    return sorted(checks, key=lambda check: check.status == "todo")


def remarks(result: ExerciseResult, results: Results, style: Style) -> list[str]:
    """What must be known before the numbers are believed: advisory, late, notes."""
    lines = [*advisory(results, style)]
    if result.late is not None:
        lines += hanging(term("note: "), sentence(result.late), style)
    for note in (*result.notes, *results.notes):
        lines += hanging(term("note: "), sentence(note), style)
    return ["", *lines] if lines else []


def advisory(results: Results, style: Style) -> list[str]:
    """Why these results are not a score; nothing if they are one."""
    text = advisory_text(results)
    return hanging(term("advisory: "), text, style) if text else []


def advisory_text(results: Results) -> str:
    """Why these results are not a score, as a sentence; empty if they are one."""
    if not results.advisory:
        return ""
    if results.isolation.split()[:1] == ["none"]:
        why = say("your code ran in the grader's own process (`--isolation none`)")
    elif results.only is not None:
        why = say("one case alone was run (`--case`)")
    else:
        why = say("the inputs were drawn from a seed of your choice (`--seed`)")
    return say("not a score, because {why}", why=why)


def problem_lines(result: ExerciseResult, style: Style, *, verbose: bool) -> list[str]:
    """Why the file could not be graded."""
    assert result.reason is not None
    lines = headline(result.status, sentence(result.reason), style)
    lines += reason_lines(result.reason, style)[len(field("", sentence(result.reason), style)) :]
    lines += frame_lines(result.frames, style, verbose=verbose)
    return lines + output_lines(result.output, style, verbose=verbose)


def in_short(check: CheckResult, style: Style) -> list[str]:
    """A further failing check: its sentence and what was found."""
    lines = headline(check.status, check.says, style)
    if check.reason is not None:
        lines += field("found", sentence(check.reason, check.difference), style)
    return lines


def follow_up(check: CheckResult, style: Style) -> list[str]:
    """Cause and command, after an empty line."""
    lines = []
    if check.cause is not None:
        lines += hanging(term("cause: "), sentence(check.cause), style)
    if check.again:
        lines += hanging(term("again: "), f"`{check.again}`", style)
    return ["", *lines] if lines else []


def chapter_title(result: ExerciseResult, results: Results) -> str:
    """The title of the exercise's chapter, its name where no title is known."""
    titles = {chapter.name: chapter.title for chapter in results.chapters}
    return titles.get(result.chapter, result.chapter)


def _header(result: ExerciseResult, results: Results, style: Style) -> list[str]:
    right = term(", ").join(
        (chapter_title(result, results), points(result.points, result.of, results))
    )
    lines = [heading(result.name, right, style)]
    path = result.path or f"exercises/{result.chapter}/{result.name}.py"
    return [*lines, style.paint("cyan", cut(path, style.width, style))]


def _list(result: ExerciseResult, results: Results, style: Style) -> list[str]:
    opened = sentences_shown(result.chapter, results)
    lines = []
    for check in result.checks:
        if check.visibility == "public" or opened:
            lines += _check_row(check, style)
    closed = [check for check in result.checks if check.visibility == "hidden" and not opened]
    return [*lines, *_hidden_row(closed, style)] if closed else lines


def _check_row(check: CheckResult, style: Style) -> list[str]:
    right = cut(_right(check), style.width // 2, style)
    columns = style.width - style.mark_width - 5 - width(right)
    says, *rest = wrap(check.says, columns)
    left = f"  {style.mark(check.status)} {says}"
    indent = " " * (style.mark_width + 3)
    return [row(left, style.code(right), style), *(indent + part for part in rest)]


def _right(check: CheckResult) -> str:
    time = pad(seconds(check.seconds), TIME, right=True)
    if check.visibility == "hidden":
        plain = check.status in {"pass", "fail"}
        return (
            term("hidden")
            if plain
            else term(", ").join((term("hidden"), term(WORDS[check.status])))
        )
    if check.status == "skipped":
        reason = check.reason
        if reason is None or reason.kind != "needs":
            return term("skipped")
        return say("needs `{check}`", check=reason.facts.get("says") or reason.facts.get("check"))
    if check.status == "pass":
        return pad(plural(check.cases, "case") if check.cases else "", CASES, right=True) + time
    case = say("case {case} of {cases}", case=check.case, cases=check.cases)
    where = case if check.case else ""
    word = "" if check.status == "fail" else named(check.status)
    return pad(", ".join(part for part in (word, where) if part), CASES, right=True) + time


def _hidden_row(checks: Sequence[CheckResult], style: Style) -> list[str]:
    passed = sum(check.status == "pass" for check in checks)
    if all(check.status == "skipped" for check in checks):
        mark, right = style.mark("skipped"), term("not run")
    else:
        mark = style.mark("pass" if passed == len(checks) else "fail")
        right = say("{passed} of {count} passed", passed=passed, count=len(checks))
    return [row(f"  {mark} {plural(len(checks), 'hidden check')}", right, style)]


def _hints(hints: Sequence[str], style: Style) -> list[str]:
    lines = []
    for hint in dict.fromkeys(hints):
        lines += hanging(term("hint: "), hint, style)
    return ["", *lines] if lines else []


def _summary(result: ExerciseResult, results: Results, style: Style) -> list[str]:
    text = checks_summary(result.checks, results)
    lines = []
    if results.scope == "public" and result.status == "pass":
        lines.append(style.paint("dim", term(GRADED_LATER)))
    if not result.complete:
        text += term(", incomplete")
    return [*lines, *closing(text, seconds(result.seconds), result.status, style)]
