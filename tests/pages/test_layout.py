"""Columns and numbers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.pages import numbers
from grader.pages.colors import MARKS, Style
from grader.pages.layout import bar, cut, pad, row, width, wrap
from grader.results import Place

PLAIN, ASCII = Style(), Style(ascii=True)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("注意力", 6), ("e\u0301", 1), ("✓", 1), ("\x1b[31mred\x1b[0m", 3), ("ｶﾞ", 2)],
)
def test_width_is_what_a_terminal_takes(text, columns):
    """Wide characters take two columns, combining marks and color codes none."""
    assert columns == width(text)


@settings(max_examples=200, deadline=None, database=None)
@given(st.text(" `ab注(\u0301", max_size=60), st.integers(4, 30))
def test_wrapped_lines_fit_and_lose_nothing(text, columns):
    """No line is too wide, and but for spaces everything is still there."""
    lines = wrap(text, columns)

    assert max(map(width, lines)) <= columns
    assert "".join(text.split()) == "".join("".join(lines).split())


def test_commands_stay_on_one_line():
    """A back-quoted command is not broken where it fits on a line."""
    assert ["type", "(`grade run x`)", "now"] == wrap("type (`grade run x`) now", 15)


def test_cut_shows_that_it_cut():
    """What is too wide ends in a sign."""
    assert ["abc", "ab…", "注…", "a..."] == [
        cut("abc", 3, PLAIN), cut("abcd", 3, PLAIN), cut("注意", 3, PLAIN), cut("abcdef", 4, ASCII),
    ]  # fmt: skip


def test_rows_reach_both_edges():
    """A row has something at either edge, two spaces apart at least."""
    assert width(row("left", "right", PLAIN)) == 80
    assert "a" * 79 + "  b" == row("a" * 79, "b", PLAIN)
    assert ["ab  ", "  ab"] == [pad("ab", 4), pad("ab", 4, right=True)]


@pytest.mark.parametrize(
    ("fraction", "drawn", "twin"),
    [(0, "····", "...."), (1, "████", "####"), (0.5, "██··", "##.."), (0.03125, "▏···", "....")],
)
def test_bars_are_drawn_in_eighths(fraction, drawn, twin):
    """A bar shows an eighth of a column; its twin whole ones."""
    assert drawn == bar(fraction, 4, PLAIN)
    assert twin == bar(fraction, 4, ASCII)


def test_marks_are_of_one_width():
    """Every status has a mark, all as wide as the style says."""
    for style in (PLAIN, ASCII, Style(color=True)):
        assert {style.mark_width} == {width(style.mark(status)) for status in MARKS}


def test_no_color_without_color():
    """A style without color writes no code."""
    assert "x" == PLAIN.paint("red", "x")
    assert "\x1b[31mx\x1b[0m" == Style(color=True).paint("red", "x")


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (0.0002, "<1 ms"), (0.009, "9 ms"), (0.099, "99 ms"), (0.412, "0.4 s"), (9.94, "9.9 s"),
        (9.96, "10 s"), (59.4, "59 s"), (59.7, "1 min"), (125, "2 min 5 s"), (3660, "1 h 1 min"),
        (7200, "2 h"), (math.nan, "?"),
    ],
)  # fmt: skip
def test_times_have_a_unit_that_fits(time, text):
    """Times are short and in the unit people think in."""
    assert text == numbers.seconds(time)


@pytest.mark.parametrize(
    ("x", "text"),
    [
        (1, "1 point"),
        (2, "2 points"),
        (0, "0 points"),
        (2.5, "2.5 points"),
        (1 / 3, "0.3333 points"),
    ],
)
def test_points_are_counted(x, text):
    """Points are singular for one alone and have at most four decimals."""
    assert text == numbers.plural(x, "point")


def test_only_the_last_word_changes():
    """`2 hidden checks`, not `2 hiddens check`."""
    assert "2 hidden checks" == numbers.plural(2, "hidden check")
    assert "1 hidden check" == numbers.plural(1, "hidden check")


@pytest.mark.parametrize(
    ("size", "text"),
    [(1, "1 byte"), (512, "512 bytes"), (65536, "64 KiB"), (1.5 * 2**30, "1.5 GiB")],
)
def test_sizes_have_a_unit(size, text):
    """Sizes are in powers of 1024."""
    assert text == numbers.size(size)


@pytest.mark.parametrize(
    ("got", "expected", "shown"),
    [
        (0.25, 1.5, ("0.250000", "1.50000")),
        (-0.25, 1.5, ("-0.250000", "+1.50000")),
        (0.5000001, 0.5, ("0.500000100", "0.500000000")),
        (1e-5, 1e7, ("1.00000e-05", "1.00000e+07")),
        (math.nan, -math.inf, ("nan", "-inf")),
        (3, 4, ("3", "4")),
        ("(1+2j)", True, ("(1+2j)", "True")),
    ],
)
def test_values_show_where_they_differ(got, expected, shown):
    """Six digits, more where six show no difference; signs when any is negative."""
    error = abs(got - expected) if not isinstance(got, str) else 1.0

    assert [shown] == numbers.values([Place((), got, expected, error)])


@pytest.mark.parametrize(
    ("part", "text"),
    [(0, "0 %"), (1, "<0.1 %"), (400, "4.0 %"), (9999, ">99.9 %"), (10000, "100 %")],
)
def test_shares_are_not_rounded_away(part, text):
    """Some is never 0 % and not all is never 100 %."""
    assert text == numbers.percent(part, 10000)


def test_no_line_begins_with_cjk_punctuation_that_closes():
    """A comma stays with the character before it, an opening quote with the one after."""
    lines = wrap("一二三四，五六七八（九十）", 8)

    assert ["一二三", "四，五六", "七八（九", "十）"] == lines
