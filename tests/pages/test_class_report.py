"""What a class got right and wrong: the counts, the HTML page, the text page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from grader.pages.colors import Style, unpainted
from grader.pages.layout import width
from grader.pages.report import page, summed, text
from grader.results import ClassFacts

from . import making, samples
from .classes import CLASS, FACTS, graded
from .hostile import NASTY, hostile
from .reading import assert_self_contained, assert_well_described, read

SUMMARY = summed(FACTS, CLASS)
HOSTILE = summed(
    replace(FACTS, title=NASTY, course=NASTY),
    [graded(NASTY, hostile), replace(CLASS[6], student=replace(CLASS[6].student, id=NASTY))],
)


def test_the_counts_are_right():
    """Who was graded, who not and why; how every exercise and check went."""
    softmax = SUMMARY.exercises["softmax"]

    assert (7, 1, 1, 1) == (
        SUMMARY.graded, SUMMARY.missing.count, SUMMARY.unmatched.count, SUMMARY.incomplete.count,
    )  # fmt: skip
    assert {"ended the process without an answer (SIGKILL, killed)": ["gil"]} == {
        says: names.first for says, names in SUMMARY.faults.items()
    }
    assert (2, 7) == (softmax.passed, softmax.begun)
    assert {"fail": 4, "pass": 2, "error": 1} == softmax.statuses
    assert (3, 6) == (softmax.checks["matches_the_reference"].passed, softmax.checks[
        "matches_the_reference"
    ].ran)  # fmt: skip
    assert softmax.checks["handles_an_empty_axis"].hidden


def test_mistakes_are_counted_once_a_student():
    """One mistake at two checks is one student's; the most frequent stands first."""
    twice = making.softmax(samples.VALUES, replace(samples.VALUES, name="other"))
    counted = summed(FACTS, [*CLASS, graded("jim", making.results(twice))])
    says = "summed over axis 0 instead of the last axis"

    assert (3, "softmax", says) == counted.mistakes()[0][:3]
    assert ["ben", "cem", "jim"] == counted.mistakes()[0][3].first
    assert (1, "softmax", "a syntax error") in [row[:3] for row in counted.mistakes()]


def test_machines_faults_are_no_students_mistakes():
    """An exercise that could not be judged is neither passed nor failed, and is named apart."""
    results = making.results(making.softmax(status="unavailable"), complete=False)
    counted = summed(FACTS, [*CLASS, graded("kim", results)])

    assert (2, 7, 1) == (
        counted.exercises["softmax"].passed,
        counted.exercises["softmax"].begun,
        counted.exercises["softmax"].unjudged,
    )
    assert "softmax (1)" in read(page(counted)).text
    assert "1  softmax could not be judged" in text(counted, Style())


def test_shares_fall_into_bins():
    """Full marks and extra credit are in the last bin, an edge belongs to the upper one."""
    students = [
        graded(f"s{i}", making.results(points=points, of=10))
        for i, points in enumerate([0, 0.99, 1, 9.99, 10, 12])
    ]

    assert [2, 1, 0, 0, 0, 0, 0, 0, 0, 3] == summed(FACTS, students).bins
    assert (1.0, 1.0, 1.0) == summed(FACTS, students[4:5]).quartiles


def test_students_are_read_one_by_one():
    """A class of any size fits: of each student nothing is kept but counts and some names."""
    alive = []

    def students():
        for number in range(200):
            alive.append(number)
            yield replace(CLASS[1], student=replace(CLASS[1].student, id=f"s{number}"))

    summary = summed(FACTS, students())
    [(count, _, _, names)] = summary.mistakes()

    assert (200, 200, 60, 140) == (len(alive), count, len(names.first), names.more)


@pytest.mark.parametrize(
    "summary", [SUMMARY, HOSTILE, summed(FACTS, [])], ids=["class", "hostile", "empty"]
)
def test_pages_are_whole_and_self_contained(summary):
    """Every page parses, loads nothing, and each of its links leads somewhere in it."""
    root = read(page(summary))

    assert_self_contained(root)
    assert_well_described(root)


def test_controls_of_students_are_shown_as_escapes():
    """No control or bidirectional character of a name or a check reaches the page."""
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page(HOSTILE)) is None
    assert "\\u202eevil" in page(HOSTILE)


def test_the_page_says_it_all():
    """Distribution, exercises, checks, mistakes, and who is not in the numbers."""
    root = read(page(SUMMARY))
    said = root.all("main")[0].text

    for part in (
        "Half of the students have 50 % of the points or more",
        "2 of 728.6 %",
        "2 students: summed over axis 0 instead of the last axis ben, cem",
        "handles an empty axis hidden0 of 1",
        "1 student not graded, by no fault of theirs",
        "1 student not in the roster ida",
        "1 student without a submission hal",
    ):
        assert part in said
    assert 10 == len([e for e in root.all("path") if e.all("title")])


@pytest.mark.parametrize("name", ["class", "hostile", "empty"])
@pytest.mark.parametrize("style", [Style(), Style(ascii=True), Style(color=True)], ids=repr)
def test_text_fits_its_columns(name, style):
    """No line is wider than 80 columns, whatever stands in it; the ASCII page is ASCII."""
    given = {"class": CLASS, "hostile": (graded(NASTY, hostile), *CLASS), "empty": ()}[name]
    shown = text(summed(FACTS, given, only_ascii=style.ascii), style)

    assert [] == [line for line in shown.split("\n") if width(line) > 80]
    assert shown.isascii() or not style.ascii
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", unpainted(shown)) is None


def test_the_text_is_this_one(golden):
    """The page does not change by itself."""
    golden("class_report.txt", text(SUMMARY, Style()))


def test_a_stopped_run_says_so():
    """A report of half a class is not taken for one of the whole."""
    stopped = summed(replace(FACTS, finished=False), CLASS)

    assert "more students are to come" in read(page(stopped)).all("header")[0].text
    assert "more students are to come" in text(stopped, Style())


def test_a_class_that_nobody_is_in_has_a_report():
    """No students: no distribution, and no error."""
    nobody = summed(ClassFacts("c", "C", "1", "2026-11-21T17:40:14+00:00"), [])

    assert "Nobody has been graded." in read(page(nobody)).text
    assert "nobody has been graded" in text(nobody, Style())
