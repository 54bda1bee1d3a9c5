"""Grades for other systems: what they are, and what never becomes one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.pages.exports import Refused, Wanted, canvas, nbgrader, no_score, sheet, spreadsheet
from grader.pages.exports.cells import exact, is_formula, shown, table
from grader.pages.safe import line
from grader.results.reasons import reason

from . import making, samples
from .classes import FACTS, graded
from .grades import CLASS, made, read, work
from .hostile import NASTY


@pytest.mark.parametrize(
    ("students", "says"),
    [
        ([work("a", 1, 2, 3, results={"advisory": True})], "1 student .a.: advisory, never"),
        ([work("a", 1, 2, 3, results={"complete": False})], "1 student .a.: graded in part"),
        ([replace(CLASS[0], results=samples.passing)], "only the public checks were run"),
        ([graded("g", None, fault=reason("memory", limit=None))], "not graded, needed too much"),
        ([work(f"s{i}", 1, 2, 3, results={"complete": False}) for i in range(9)], "and 4 more"),
    ],
)
def test_what_is_no_grade_is_refused(students, says):
    """Advisory, public-only, partial and failed gradings are refused, naming the students."""
    with pytest.raises(Refused, match=says):
        made(students)


def test_incomplete_results_can_be_allowed_and_advisory_ones_never():
    """`allow_incomplete` lets everything pass but advisory results."""
    part = [replace(CLASS[0], results=samples.timeout)]

    assert "in part" in spreadsheet(made(part, allow_incomplete=True))
    with pytest.raises(Refused, match="advisory"):
        made([replace(CLASS[0], results=samples.advisory)], allow_incomplete=True)
    with pytest.raises(Refused, match="stopped before the last student"):
        sheet(replace(FACTS, finished=False), CLASS, Wanted())
    with pytest.raises(Refused, match="no column `atention`; there are backprop"):
        made(CLASS, titles={"atention": "x"})


def test_chapters_that_were_not_graded_get_no_grade():
    """Of a run for one chapter, the other chapters have no column that would erase their grades."""
    one = [graded("ada", making.results(samples.passing.exercises[0]))]
    part = replace(FACTS, chapters=(replace(making.CHAPTERS[2], exercises=2),))

    assert ["Attention"] == read(canvas(made(one)).text)[0][4:]
    assert ["attention"] == [row[0] for row in read(nbgrader(FACTS, one))[1:]]
    with pytest.raises(Refused, match="Attention: 1 of 2 exercises graded"):
        sheet(part, one, Wanted())
    allowed = sheet(part, one, Wanted(allow_incomplete=True))
    assert [8] == [column.of for column in allowed.columns]
    assert [8] == [column.of for column in sheet(part, one, Wanted("exercises")).columns]


def test_everybody_is_graded_for_the_same():
    """A student who was graded for other exercises would get zeros for the rest: refused."""
    other = [CLASS[0], graded("zoe", making.results(samples.passing.exercises[0]))]

    with pytest.raises(Refused, match=r"zoe.: graded for other exercises than the first"):
        made(other, allow_incomplete=True)


def test_the_spreadsheet_has_everybody():
    """Matched or not, graded or not: one row each, with a column per exercise."""
    students = [*CLASS, graded("hal", None, submission=""), work("ida", 1, 2, 3, matched=False)]
    header, worth, *rows = read(spreadsheet(made(students, by="exercises")))

    assert ["value", "adam", "softmax"] == header[7:]
    assert ["16", "16", "8"] == worth[7:]
    assert ["ada", "ben", "cem", "hal", "ida"] == [row[0] for row in rows]
    assert ["hal", "Hal", "hal@example.edu", "yes", "missing", "no", "", "", "", ""] == rows[3]
    assert ["no", "graded"] == rows[4][3:5]


@settings(max_examples=300, deadline=None, database=None)
@given(
    st.text(max_size=12), st.sampled_from(["", "=", "+", "-", "@", " =", "\t", "＝", "\r", "\n"])
)
def test_no_cell_is_a_formula(text, start):
    """Whatever a name is, its cell is one line and no formula; an exact one is the name itself."""
    name = start + text
    [[cell, _]] = read(table([[shown(name), ""]]))

    assert not is_formula(cell)
    assert cell == line(cell)
    if exact(name) and name == line(name):
        assert name == cell


def test_hostile_names_stay_in_their_cells():
    """Line breaks, quotes and controls in names add no row and no column."""
    nasty = NASTY + '\n",=1,"\r\n'
    students = [*CLASS, work(nasty, 1, 2, 3, name=nasty)]
    for text in (
        spreadsheet(made(students)),
        nbgrader(FACTS, students),
        canvas(made(students)).text,
    ):
        rows = read(text)

        assert {len(rows[0])} == {len(row) for row in rows}
        assert all(cell.isprintable() for row in rows for cell in row)


def test_nbgrader_columns_are_its_own():
    """A row per student and chapter; what late work lost stands beside the score."""
    late = replace(
        samples.notebook.exercises[0], late=reason("late", late_days=2, factor=0.5), points=4, of=8
    )
    [header, *rows] = read(nbgrader(FACTS, [graded("ada", making.results(late))]))
    [row] = [dict(zip(header, row, strict=True)) for row in rows if row[0] == "attention"]

    assert 1 == len(rows)
    assert ("8", "4", "4", "10") == (
        row["raw_score"], row["late_submission_penalty"], row["score"], row["max_score"],
    )  # fmt: skip
    assert "2026-11-01T18:00:00+01:00" == row["duedate"]


@pytest.mark.parametrize(
    ("results", "says"),
    [
        (samples.advisory, "not a score, because your code ran in the grader's own process"),
        (samples.passing, "only the public checks were run"),
        (samples.timeout, "the submission was graded in part"),
    ],
)
def test_one_submission_may_be_no_score(results, says):
    """What keeps a single submission's results from being a score is said."""
    assert says in "; ".join(no_score(results))
    assert () == no_score(samples.all_hidden_pass)
