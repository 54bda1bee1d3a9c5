"""A class report as one HTML file."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from grader.pages.html.document import Anchors, document
from grader.pages.html.finding import facts, field
from grader.pages.html.markup import joined, prose, tag
from grader.pages.html.times import time
from grader.pages.numbers import number, percent, plural
from grader.pages.tally import WORDS

from .charts import distribution, share_bar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.pages.html.markup import Child, Markup

    from .summary import CheckCounts, ExerciseCounts, Names, Summary

FREQUENT = 15  # mistakes in the first table
WORDY = ("exercise", "check", "mistake")  # columns of words, not of numbers


def page(summary: Summary) -> str:
    """The page; made from `summed`, whose strings are safe already."""
    anchors = Anchors()
    links = {name: anchors.new(name) for name in summary.exercises}
    title = f"{summary.facts.title}: {plural(summary.facts.students, 'student')}"
    return document(
        title,
        _header(summary),
        tag(
            "main",
            _distribution(summary),
            _overview(summary, links),
            _frequent(summary, links),
            _faults(summary),
            _details(summary, links),
            id="content",
        ),
        tag("footer", tag("p", "For the course's staff: hidden checks are named here.")),
    )


def _header(summary: Summary) -> Markup:
    about = summary.facts
    counted = [plural(about.students, "student"), f"{summary.graded} graded"]
    counted += [f"{summary.missing.count} handed in nothing"] if about.roster else []
    counted += [f"{summary.late} late"] if summary.late else []
    return tag(
        "header",
        tag("h1", about.title),
        facts(
            [
                field("students", ", ".join(counted)),
                field("course", f"{about.course} {about.version}"),
                field("made", time(about.made)),
            ]
        ),
        _note("The run was stopped: more students are to come.") if not about.finished else None,
        _note(f"{plural(summary.advisory, 'result')} of these are no score (advisory).")
        if summary.advisory
        else None,
    )


def _note(text: str) -> Markup:
    return tag("p", tag("b", "note: "), prose(text), class_="note")


def _distribution(summary: Summary) -> Markup:
    heading = tag("h2", "Points")
    if not summary.shares:
        return tag("section", heading, tag("p", "Nobody has been graded."))
    first, median, third = (f"{100 * share:.0f} %" for share in summary.quartiles)
    said = (
        f"Half of the students have {median} of the points or more; the middle half is between "
        f"{first} and {third}. The mean is {100 * summary.mean:.0f} %."
    )
    return tag("section", heading, tag("p", said), distribution(summary.bins))


def _overview(summary: Summary, links: Mapping[str, str]) -> Markup | None:
    rows = [
        tag(
            "tr",
            tag("th", tag("a", counts.name, href=f"#{links[name]}"), scope="row"),
            tag("td", f"{counts.passed} of {counts.begun}"),
            tag("td", percent(counts.passed, counts.begun) if counts.begun else "-"),
            tag("td", share_bar(counts.passed, counts.begun)),
            tag("td", str(counts.statuses["todo"])),
            tag("td", _mean(counts)),
        )
        for name, counts in summary.exercises.items()
    ]
    headings = ["exercise", "passed of begun", "share", "", "not begun", "mean points"]
    return _table("Exercises", headings, rows) if rows else None


def _mean(counts: ExerciseCounts) -> str:
    students = counts.statuses.total()
    return f"{number(round(counts.points / students, 2))} of {number(counts.of)}"


def _table(title: str, headings: list[str], rows: list[Markup]) -> Markup:
    head = tag("tr", [_heading(text) for text in headings])
    table = tag("table", tag("thead", head), tag("tbody", rows))
    region = tag("div", table, class_="scroll", tabindex=0, role="region", aria_label=title)
    return tag("section", tag("h2", title), region)


def _heading(text: str) -> Markup:
    side = "words" if text in WORDY else None
    return tag("th", text, scope="col", class_=side) if text else tag("td")


def _frequent(summary: Summary, links: Mapping[str, str]) -> Markup | None:
    """What most students got wrong, over all exercises."""
    rows = [
        tag(
            "tr",
            tag("td", str(count)),
            tag("td", tag("a", exercise, href=f"#{links[exercise]}"), class_="words"),
            tag("td", prose(says), class_="long"),
        )
        for count, exercise, says, _ in summary.mistakes()[:FREQUENT]
    ]
    if not rows:
        return None
    return _table("The most frequent mistakes", ["students", "exercise", "mistake"], rows)


def _faults(summary: Summary) -> Markup | None:
    """What is nobody's work: the grader's and the machine's faults, and who is left out."""
    parts: list[Child] = []
    for says, names in sorted(summary.faults.items(), key=lambda item: -item[1].count):
        text = f"{plural(names.count, 'student')} not graded, by no fault of theirs: {says}"
        parts.append(_named(text, names))
    unjudged = {c.name: c.unjudged for c in summary.exercises.values() if c.unjudged}
    if unjudged:
        listed = ", ".join(f"{name} ({count})" for name, count in unjudged.items())
        parts.append(tag("p", f"Could not be judged on the machine that graded: {listed}."))
    for names, what in (
        (summary.incomplete, "graded in part: run `grade class` again"),
        (summary.unmatched, "not in the roster"),
        (summary.missing, "without a submission"),
    ):
        if names.count:
            parts.append(_named(f"{plural(names.count, 'student')} {what}", names))
    return tag("section", tag("h2", "Not the students' mistakes"), parts) if parts else None


def _named(text: str, names: Names) -> Markup:
    """A line that opens to who is meant."""
    listed = ", ".join(names.first) + (f" and {names.more} more" if names.more else "")
    return tag("details", tag("summary", prose(text)), tag("p", listed))


def _details(summary: Summary, links: Mapping[str, str]) -> Child:
    titles = {chapter.name: chapter.title for chapter in summary.facts.chapters}
    sections = []
    for chapter, group in groupby(summary.exercises.values(), key=lambda counts: counts.chapter):
        heading = tag("h2", titles.get(chapter, chapter))
        articles = [_exercise(counts, links[counts.name]) for counts in group]
        sections.append(tag("section", heading, articles))
    return sections


def _exercise(counts: ExerciseCounts, anchor: str) -> Markup:
    told = [f"{n} {WORDS[s]}" for s, n in counts.statuses.most_common()]
    rows = [_check(check) for check in counts.checks.values()]
    head = tag("tr", [_heading(text) for text in ("check", "passed", "")])
    table = tag("table", tag("thead", head), tag("tbody", rows))
    label = f"checks of {counts.name}"
    return tag(
        "article",
        tag("h3", tag("a", counts.name, href=f"#{anchor}")),
        tag("p", ", ".join(told), class_="quiet"),
        tag("div", table, class_="scroll", tabindex=0, role="region", aria_label=label)
        if rows
        else None,
        _mistakes(counts),
        id=anchor,
        class_="idle",
    )


def _check(check: CheckCounts) -> Markup:
    hidden = tag("span", " hidden", class_="quiet") if check.hidden else None
    return tag(
        "tr",
        tag("th", prose(check.says), hidden, scope="row", class_="long"),
        tag("td", f"{check.passed} of {check.ran}"),
        tag("td", share_bar(check.passed, check.ran)),
    )


def _mistakes(counts: ExerciseCounts) -> Child:
    ordered = sorted(counts.mistakes.items(), key=lambda item: (-item[1].count, item[0]))
    shown = [_named(f"{plural(names.count, 'student')}: {says}", names) for says, names in ordered]
    return joined(tag("h4", "What was wrong"), shown) if shown else None
