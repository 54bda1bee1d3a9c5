"""A class report as a page of text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from grader.pages.layout import bar, cut, hanging, heading, pad, page
from grader.pages.numbers import number, percent, plural

if TYPE_CHECKING:
    from grader.pages.colors import Style

    from .summary import CheckCounts, ExerciseCounts, Names, Summary

NAME, BAR = 28, 20
FREQUENT, HARDEST, FEW = 12, 8, 8  # mistakes, checks, students named


def text(summary: Summary, style: Style) -> str:
    """The page: the distribution, every exercise, the hardest checks, the frequent mistakes."""
    parts = (_header, _distribution, _exercises, _hardest, _mistakes, _faults)
    return page([line for part in parts for line in part(summary, style)])


def _header(summary: Summary, style: Style) -> list[str]:
    about = summary.facts
    right = f"{summary.graded} of {plural(about.students, 'student')} graded"
    lines = [heading(f"{about.title} {about.version}", right, style)]
    if not about.finished:
        lines += hanging("note: ", "the run was stopped: more students are to come", style)
    if summary.advisory:
        lines += hanging("note: ", f"{plural(summary.advisory, 'result')} are no score", style)
    return lines


def _distribution(summary: Summary, style: Style) -> list[str]:
    if not summary.shares:
        return ["", "nobody has been graded"]
    first, median, third = (f"{100 * share:.0f} %" for share in summary.quartiles)
    bins = summary.bins
    lines = ["", style.paint("bold", "points")]
    for position, count in enumerate(bins):
        low, high = (round(100 * edge / len(bins)) for edge in (position, position + 1))
        label = pad(f"{low} to {high} %", 12, right=True)
        drawn = bar(count / max(bins), min(40, style.width - 24), style)
        lines.append(f"  {label}  {style.paint('cyan', drawn)} {count}")
    said = f"median {median}, middle half {first} to {third}, mean {100 * summary.mean:.0f} %"
    return [*lines, "", f"  {said}"]


def _exercises(summary: Summary, style: Style) -> list[str]:
    lines = []
    for _, group in groupby(summary.exercises.values(), key=lambda counts: counts.chapter):
        listed = list(group)
        title = next((c.title for c in summary.facts.chapters if c.name == listed[0].chapter), "")
        said = title or listed[0].chapter
        lines += ["", heading(said, "passed of begun     mean points", style)]
        lines += [_exercise(counts, style) for counts in listed]
    return lines


def _exercise(counts: ExerciseCounts, style: Style) -> str:
    share = counts.passed / counts.begun if counts.begun else 0.0
    columns = min(BAR, max(4, style.width - 60))
    names = min(NAME, style.width - columns - 30)
    drawn = style.paint("green", bar(share, columns, style))
    left = f"  {pad(cut(counts.name, names, style), names)} {drawn}"
    passed = pad(f"{counts.passed} of {counts.begun}", 14, right=True)
    mean = f"{number(round(counts.points / counts.statuses.total(), 1))} of {number(counts.of)}"
    return left + passed + pad(mean, 13, right=True)


def _hardest(summary: Summary, style: Style) -> list[str]:
    """The checks that fail most often, of those that ran for anybody."""
    checks = [
        (check.passed / check.ran, counts.name, check)
        for counts in summary.exercises.values()
        for check in counts.checks.values()
        if check.ran and check.passed < check.ran
    ]
    checks.sort(key=lambda item: (item[0], item[1], item[2].name))
    if not checks:
        return []
    lines = ["", style.paint("bold", "hardest checks")]
    for _, name, check in checks[:HARDEST]:
        lines += hanging(f"  {_rate(check)}  ", f"{name}: {check.says}{_hidden(check)}", style)
    return lines


def _rate(check: CheckCounts) -> str:
    return pad(percent(check.passed, check.ran), 7, right=True)


def _hidden(check: CheckCounts) -> str:
    return " (hidden)" if check.hidden else ""


def _mistakes(summary: Summary, style: Style) -> list[str]:
    found = summary.mistakes()
    if not found:
        return []
    lines = ["", style.paint("bold", "most frequent mistakes")]
    for count, name, says, _ in found[:FREQUENT]:
        lines += hanging(f"  {pad(str(count), 7, right=True)}  ", f"{name}: {says}", style)
    if len(found) > FREQUENT:
        lines.append(f"           ... {len(found) - FREQUENT} more in the HTML page")
    return lines


def _faults(summary: Summary, style: Style) -> list[str]:
    parts = [
        (names, f"not graded, by no fault of theirs: {says}")
        for says, names in sorted(summary.faults.items(), key=lambda item: -item[1].count)
    ]
    parts += [
        (summary.incomplete, "graded in part: run `grade class` again"),
        (summary.unmatched, "not in the roster"),
        (summary.missing, "without a submission"),
    ]
    lines = []
    for names, what in parts:
        if names.count:
            said = f"{what}: {_listed(names)}"
            lines += hanging(f"  {pad(str(names.count), 7, right=True)}  ", said, style)
    for counts in summary.exercises.values():
        if counts.unjudged:
            said = f"{counts.name} could not be judged on the machine that graded"
            lines += hanging(f"  {pad(str(counts.unjudged), 7, right=True)}  ", said, style)
    return ["", style.paint("bold", "not the students' mistakes"), *lines] if lines else []


def _listed(names: Names) -> str:
    more = names.count - len(names.first[:FEW])
    return ", ".join(names.first[:FEW]) + (f" and {more} more" if more else "")
