"""Docstrings written for 100 columns, on a page of 80."""

from __future__ import annotations

import pytest

from grader.pages.colors import Style
from grader.pages.docstrings import written
from grader.pages.layout import width

LONG = "word " * 18 + "end"  # 93 columns
FILLED = "  " + "word " * 14 + "word\n"  # what of LONG fits beside the margin


def page(text):
    """The docstring as one text."""
    return "\n".join(written(text, Style())) + "\n"


def test_short_docstrings_are_left_alone():
    """Where every line fits, the author's line breaks and spaces stay."""
    text = "Softmax.\n\n    y = exp(x)   # a formula\n\n- one\n- two\n  more\n\nx  an array\n"

    assert [f"  {line}".rstrip() for line in text.splitlines()] == page(text).splitlines()


def test_paragraphs_are_filled_again():
    """A paragraph with a line too long is filled as a whole, its neighbors are not touched."""
    text = f"one\ntwo\n\n{LONG}\nafter\n\nthree\nfour"

    assert f"  one\n  two\n\n{FILLED}  word word word end after\n\n  three\n  four\n" == page(text)


def test_items_hang():
    """A list item's lines start under its text."""
    lines = page(f"- {LONG}\n  more\n- two").splitlines()

    assert "    word word word end more" == lines[1]
    assert "  - two" == lines[2]


def test_entries_hang():
    """A table entry's lines start under its second column."""
    lines = page(f"x     {LONG}\n      more\naxis  short").splitlines()

    assert "        word word word word end more" == lines[1]
    assert "  axis  short" == lines[2]


def test_code_is_never_joined():
    """Indented lines are formulas or code: each stays a line of its own."""
    text = f"Softmax.\n\nExample:\n    >>> {LONG}\n    1\n    2"

    assert ["      1", "      2"] == page(text).splitlines()[-2:]


@pytest.mark.parametrize("text", ["", "\n\n", "x" * 300, "- " + "y" * 300, "a  " * 99])
def test_any_docstring_fits(text):
    """Even one without a space, and none at all."""
    assert [] == [line for line in written(text, Style()) if width(line) > 80]


def test_escape_sequences_are_shown():
    """A statement addresses no terminal."""
    assert "  \\x1b[2J\n" == page("\x1b[2J")
