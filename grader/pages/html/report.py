"""One student's report: a single HTML file to read, print, send or open without a network."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from grader.pages.colors import MARKS
from grader.pages.exercise import advisory_text, chapter_title
from grader.pages.language import say, term
from grader.pages.numbers import seconds
from grader.pages.safe import made_safe
from grader.pages.sentences import sentence
from grader.pages.tally import WORDS, points, tally
from grader.pages.visible import for_student

from .document import Anchors, document
from .exercise import article, kind
from .finding import facts, field
from .markup import prose, separated, tag
from .times import time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import ExerciseResult, Results

    from .markup import Child, Markup

DONE = {"pass", "unavailable"}


def report(results: Results) -> str:
    """The report of one student's results, as far as a student may see them."""
    shown = made_safe(for_student(results))
    anchors = Anchors()
    places = [anchors.new(result.name) for result in shown.exercises]
    chapters = _chapters(shown, anchors)
    earned = points(shown.points, shown.of, shown)
    return document(
        f"{shown.title}: {earned}",
        _header(shown, earned, places),
        _navigation(shown, chapters),
        tag("main", _sections(shown, chapters, places, anchors), id="content"),
        _footer(shown),
    )


def _chapters(results: Results, anchors: Anchors) -> dict[str, str]:
    """Each chapter's anchor, in the order of the results."""
    names = dict.fromkeys(result.chapter for result in results.exercises)
    return {name: anchors.new(name) for name in names}


def _header(results: Results, earned: str, places: Sequence[str]) -> Markup:
    counted = tally(result.status for result in results.exercises) or say("nothing was run")
    if not results.complete:
        counted += term(", incomplete")
    why = advisory_text(results)
    return tag(
        "header",
        tag("h1", results.title),
        facts(
            [
                field("submission", tag("code", results.submission)),
                field("points", tag("strong", earned)),
                field("exercises", counted),
                field(
                    "graded",
                    separated([time(results.started), seconds(results.seconds)], term(", ")),
                ),
                field("handed in", time(results.submitted) if results.submitted else None),
            ]
        ),
        tag("p", tag("b", term("advisory: ")), prose(why), class_="note") if why else None,
        [
            tag("p", tag("b", term("note: ")), prose(sentence(n)), class_="note")
            for n in results.notes
        ],
        _strip(results, places),
        _next(results.exercises, places),
    )


def _strip(results: Results, places: Sequence[str]) -> Markup | None:
    """Every exercise as one small cell that leads to it."""
    cells = []
    for result, place in zip(results.exercises, places, strict=True):
        mark = tag("span", MARKS[result.status][0], aria_hidden="true")
        name = f"{result.name}{term(': ')}{term(WORDS[result.status])}"
        heard = tag("span", name, class_="heard")
        link = tag("a", mark, heard, href=f"#{place}", title=name, class_=kind(result.status))
        cells.append(tag("li", link))
    if not cells:
        return None
    return tag("nav", tag("ol", cells, class_="strip"), aria_label=term("Exercises"))


def _next(exercises: Sequence[ExerciseResult], places: Sequence[str]) -> Markup | None:
    for result, place in zip(exercises, places, strict=True):
        if result.status not in DONE:
            link = tag("a", result.name, href=f"#{place}")
            return tag("p", tag("b", term("next: ")), link, term(", "), term(WORDS[result.status]))
    return None


def _navigation(results: Results, chapters: dict[str, str]) -> Markup | None:
    rows = []
    for name, anchor in chapters.items():
        group = [result for result in results.exercises if result.chapter == name]
        done = sum(result.status == "pass" for result in group)
        title = chapter_title(group[0], results)
        text = say("{done} of {count} done", done=done, count=len(group))
        meter = tag("meter", text, value=done, max=len(group), aria_label=f"{title}: {text}")
        rows.append(tag("li", tag("a", title, href=f"#{anchor}"), meter, tag("span", text)))
    return (
        tag("nav", tag("ul", rows, class_="chapters"), aria_label=term("Chapters"))
        if rows
        else None
    )


def _sections(
    results: Results, chapters: dict[str, str], places: Sequence[str], anchors: Anchors
) -> Child:
    if not results.exercises:
        return tag("p", term("Nothing was run."))
    sections = []
    pairs = zip(results.exercises, places, strict=True)
    for name, group in groupby(pairs, key=lambda pair: pair[0].chapter):
        listed = list(group)
        anchor = chapters.pop(name, None)  # a chapter that comes twice is linked to once
        title = tag("h2", chapter_title(listed[0][0], results), id=anchor)
        articles = [article(result, results, place, anchors) for result, place in listed]
        sections.append(tag("section", title, articles))
    return sections


def _footer(results: Results) -> Markup:
    versions = [f"{name} {version}" for name, version in sorted(results.versions.items())]
    again = tag("p", term("To grade an exercise again: "), tag("code", "grade run NAME"))
    return tag(
        "footer",
        again,
        facts(
            [
                field("course", f"{results.course} {results.version}"),
                field("isolation", results.isolation),
                field("device", results.device),
                field("versions", ", ".join(versions)),
            ]
        ),
    )
