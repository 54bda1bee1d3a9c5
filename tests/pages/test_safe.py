"""Text that students control does no harm."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.pages.safe import block, first_line, line, made_safe
from grader.results import CheckResult

HARMFUL = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@settings(max_examples=300, deadline=None, database=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_lines_are_harmless(text):
    """No character of a safe line controls anything, and making it safe again changes nothing."""
    shown = line(text)

    assert set() == HARMFUL & {unicodedata.category(character) for character in shown}
    assert shown == line(shown)
    assert line(text, only_ascii=True).isascii()


def test_escape_sequences_are_shown():
    """An escape sequence, a bidirectional control and a lone surrogate become visible."""
    assert "\\x1b[2J \\u202e \\ud800 \\u2066 \\x07" == line("\x1b[2J \u202e \ud800 \u2066 \x07")


def test_ordinary_text_is_left_alone():
    """Letters of any script, accents and symbols stay."""
    text = "naïve 注意力 Ελλάδα résumé ✓ 😀"

    assert text == line(text)


def test_stacks_of_marks_end():
    """At most three combining marks stand on one character."""
    assert "z\u0301\u0302\u0303\\u0304" == line("z\u0301\u0302\u0303\u0304")


def test_long_lines_are_cut():
    """A line has an end, shown by dots."""
    assert "aaa..." == line("a" * 1000, 3)
    assert 303 == len(line("a" * 1000))
    assert line("\x00" * 1000) == line(line("\x00" * 1000))


def test_blocks_keep_their_lines():
    """Output keeps its line breaks; tabs are spaces; what follows the last line is dropped."""
    assert ["a", "    b", "c\\rd"] == block("a\r\n\tb\nc\rd\n\n")


def test_first_lines_say_something():
    """The first line that is not empty, or nothing at all."""
    assert "b" == first_line("\n  \nb\nc")
    assert "" == first_line(" \n")


def test_every_string_of_a_result_is_made_safe():
    """Fields, facts, and items of tuples are reached; only output keeps line breaks."""
    check = CheckResult("a\x00", "b\nc", "pass", "public", 0, 1, inputs="\x1b", output="x\n\x1b")
    shown = made_safe(check)

    assert ("a\\x00", "b\\nc", "\\x1b", "x\n\\x1b") == (
        shown.name, shown.says, shown.inputs, shown.output,
    )  # fmt: skip
