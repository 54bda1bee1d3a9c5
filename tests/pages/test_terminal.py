"""The terminal pages, compared with golden files and held to what every page promises."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from grader.pages.colors import unpainted
from grader.pages.layout import width
from grader.pages.terminal import Progress, Style, exercise, overview, run
from grader.results import ChapterFacts

from . import making, samples

PLAIN, ASCII, COLOR = Style(), Style(ascii=True), Style(color=True)
NAMES = sorted(samples.ALL)
CONTROL = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff]"
)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_is_this_one(name, golden):
    """The page of each situation is the one in its golden file."""
    golden(f"{name}.txt", run(samples.ALL[name], PLAIN))


@pytest.mark.parametrize("name", ["values", "mixed"])
def test_the_verbose_page_is_this_one(name, golden):
    """`-v` shows every failing check in full and more rows of everything."""
    golden(f"{name}_verbose.txt", run(samples.ALL[name], PLAIN, verbose=True))


def test_the_ascii_page_is_this_one(golden):
    """The ASCII twin says the same with other marks."""
    golden("values_ascii.txt", run(samples.values, ASCII))


def test_the_colored_page_is_this_one(golden):
    """Colors repeat what the marks say."""
    golden("values_color.txt", run(samples.values, COLOR))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("style", [PLAIN, ASCII, COLOR], ids=["plain", "ascii", "color"])
@pytest.mark.parametrize("verbose", [False, True])
def test_no_line_is_wider_than_the_page(name, style, verbose):
    """No line of any page takes more than 80 columns, nor ends in a space."""
    lines = run(samples.ALL[name], style, verbose=verbose).split("\n")

    assert [] == [line for line in lines if width(line) > 80]
    assert [] == [line for line in lines if unpainted(line) != unpainted(line).rstrip()]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("columns", [60, 72, 100])
@pytest.mark.parametrize("only_ascii", [False, True], ids=["marks", "ascii"])
def test_pages_fit_narrower_and_wider_terminals(name, columns, only_ascii):
    """Whatever the width from 60 columns on, no line is wider."""
    style = Style(width=columns, ascii=only_ascii)
    pages = [run(samples.ALL[name], style), run(samples.ALL[name], style, verbose=True)]
    pages.append(overview(samples.ALL[name], style))

    assert [] == [line for page in pages for line in page.split("\n") if width(line) > columns]


@pytest.mark.parametrize(("columns", "ascii_too"), [(60, False), (60, True), (100, False)])
def test_pages_of_other_widths_are_these(columns, ascii_too, golden):
    """A narrow page has all the rows, and columns as they fit; a wide one longer lines."""
    style = Style(width=columns, ascii=ascii_too)

    golden(f"values_{columns}{'_ascii' * ascii_too}.txt", run(samples.values, style))
    golden(f"overview_{columns}{'_ascii' * ascii_too}.txt", overview(samples.mixed, style))


@pytest.mark.parametrize("name", NAMES)
def test_colors_add_nothing_but_color(name):
    """Without its color codes the colored page is the plain one."""
    assert run(samples.ALL[name], PLAIN) == unpainted(run(samples.ALL[name], COLOR))


@pytest.mark.parametrize("name", NAMES)
def test_the_ascii_page_is_ascii(name):
    """The ASCII page can be printed anywhere."""
    assert run(samples.ALL[name], ASCII).isascii()


def test_a_hostile_student_addresses_no_terminal():
    """Escape sequences, bidirectional controls and lone surrogates never reach the page."""
    for verbose in (False, True):
        assert CONTROL.search(run(samples.hostile, PLAIN, verbose=verbose)) is None


def test_a_hostile_student_adds_no_line_to_the_list():
    """A line break in an exception's text cannot pose as a line of the page."""
    lines = run(samples.hostile, PLAIN).split("\n")

    assert [] == [line for line in lines if line.startswith("ok: all checks passed")]


@pytest.mark.parametrize("policy", ["status", "sentence", "after_due"])
def test_nothing_of_a_hidden_check_shows(policy):
    """Whatever the policy, no value, input, cause or command of a hidden check is on the page."""
    page = run(replace(samples.hidden_failing, hidden=policy), PLAIN, verbose=True)

    assert "secret" not in page.lower()


def test_hidden_sentences_show_by_policy():
    """A hidden check's sentence shows with `sentence`, and with `after_due` once it is due."""
    later = tuple(replace(chapter, due="2026-11-21T19:00:00+01:00") for chapter in making.CHAPTERS)
    earlier = {
        policy: "handles an empty axis" in run(replace(results, hidden=policy), PLAIN)
        for policy in ("status", "sentence", "after_due")
        for results in [replace(samples.hidden_failing, chapters=later)]
    }
    after = run(replace(samples.hidden_failing, hidden="after_due"), PLAIN)

    assert {"status": False, "sentence": True, "after_due": False} == earlier
    assert "handles an empty axis" in after


def test_what_is_never_due_stays_closed():
    """In a chapter without a due date `after_due` never shows a hidden sentence."""
    undated = tuple(replace(chapter, due=None) for chapter in making.CHAPTERS)
    results = replace(samples.hidden_failing, hidden="after_due", chapters=undated)

    assert "handles an empty axis" not in run(results, PLAIN)


def test_public_passes_never_say_all_tests():
    """A page made of public checks alone says so; `all` is for runs with hidden checks."""
    assert "4 public checks passed" in run(samples.passing, PLAIN)
    assert "8 of 8 public points" in run(samples.passing, PLAIN)
    assert "all " not in run(samples.passing, PLAIN)
    assert "all 3 checks passed" in run(samples.all_hidden_pass, PLAIN)


def test_advisory_results_say_so_and_why():
    """A page of results that are no score names the option that made them so."""
    assert "advisory: not a score" in run(samples.advisory, PLAIN)
    assert "`--isolation none`" in run(samples.advisory, PLAIN)
    assert "`--seed`" in run(samples.own_seed, PLAIN)
    assert "advisory" not in run(samples.values, PLAIN)


def test_hints_given_are_shown_once():
    """Hints of the command line stand after the page's own, none twice."""
    page = exercise(
        samples.timeout.exercises[0], samples.timeout, PLAIN, hints=["`grade hint`", "`grade hint`"]
    )

    assert 1 == page.count("hint: `grade hint`\n")


def test_more_rows_are_shown_on_request():
    """Four rows of values, forty with `-v`."""
    row = re.compile(r"^ {7}\(\d", re.MULTILINE)

    assert 4 == len(row.findall(run(samples.values, PLAIN)))
    assert 6 == len(row.findall(run(samples.values, PLAIN, verbose=True)))


def test_a_long_run_shows_five_failures_in_full():
    """Of many failing exercises the first five are detailed, the rest counted."""
    failing = samples.values.exercises[0]
    many = samples.results(*(replace(failing, name=f"softmax_{i}") for i in range(9)))

    assert 5 == run(many, PLAIN).count("fail: matches the reference")
    assert "... 4 more exercises: `grade run NAME` shows one, `-v` all" in run(many, PLAIN)
    assert 9 == run(many, PLAIN, verbose=True).count("fail: matches the reference")


def test_many_untouched_exercises_share_a_line():
    """A chapter that was not begun takes one line."""
    many = samples.results(*(replace(samples.ADAM_TODO, name=f"adam_{i}") for i in range(9)))

    assert "  · 9 exercises not begun\n" in run(many, PLAIN)
    assert "adam_3" not in run(many, PLAIN)


def test_a_run_of_nothing_says_so():
    """A run that reached no exercise has a page too."""
    assert "nothing was run" in run(samples.results(), PLAIN)


def test_the_overview_is_this_one(golden):
    """`grade` alone: bars, counts, and the next thing to do."""
    chapters = (*making.CHAPTERS, ChapterFacts("transformer", "注意力机制与变换器", 8, 100))
    results = replace(samples.mixed, chapters=chapters, of=140)
    page = overview(results, PLAIN, {"transformer": Progress(3, 37.5)})

    golden("overview.txt", page)
    assert [] == [line for line in page.split("\n") if width(line) > 80]


def test_the_overview_ends_when_all_is_done():
    """With everything passed, `next:` says that nothing is left."""
    assert "nothing is left to do here" in overview(samples.passing, PLAIN)


def test_the_overview_sends_students_to_their_own_file():
    """`next:` names the path the file was found at, and its command."""
    page = overview(samples.values, PLAIN)

    assert "next: exercises/attention/softmax.py\n      `grade run softmax`" in page
