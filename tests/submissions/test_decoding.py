"""Bytes to text: encodings, line ends, what is not text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from . import making
from .making import ANSWER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def file(tmp_path: Path, data: bytes | str) -> Path:
    """A submission of one file."""
    return making.write(tmp_path / "s", {"softmax.py": data}) / "softmax.py"


@pytest.mark.parametrize(
    "data",
    [
        ANSWER.encode(),
        b"\xef\xbb\xbf" + ANSWER.encode(),
        ANSWER.replace("\n", "\r\n").encode(),
        ANSWER.replace("\n", "\r").encode(),
    ],
    ids=["plain", "bom", "crlf", "cr"],
)
def test_one_text(program: Callable[..., Any], tmp_path: Path, data: bytes) -> None:
    """A byte order mark and foreign line ends leave the same text."""
    assert program(file(tmp_path, data)).parts[0].text == ANSWER


@pytest.mark.parametrize(
    "cookie",
    [
        "# -*- coding: utf-8 -*-",
        "# vim: set fileencoding=UTF_8 :",
        "#!/usr/bin/python\n# coding=ascii",
    ],
)
def test_cookies_of_utf8(program: Callable[..., Any], tmp_path: Path, cookie: str) -> None:
    """Cookies that name UTF-8 or ASCII are accepted, on the first two lines."""
    text = f"{cookie}\nx = 'é'\n"
    assert program(file(tmp_path, text)).parts[0].text == text


@pytest.mark.parametrize(
    ("data", "byte"),
    [
        (b"x = 1\ny = '\xe9'\n", 11),
        (b"\xef\xbb\xbfx = '\xe9'\n", 8),
        (ANSWER.encode("utf-16"), 0),
        (b"x = '\xed\xa0\x80'\n", 5),
        (b"# coding: latin-1\nx = 1\n", 10),
        (b"#!/bin/sh\r\n# coding: rot13\r\nk = 1\r\n", 21),
        (b"\n# coding: utf-7\nx = 1\n", 11),
        (b"\x89PNG\r\n\x1a\n", 0),
    ],
    ids=["latin-1", "after-bom", "utf-16", "surrogate", "cookie", "rot13", "utf-7", "png"],
)
def test_not_utf8(problem: Callable[..., Any], tmp_path: Path, data: bytes, byte: int) -> None:
    """What is not UTF-8, or says it is not, is named with the offset of the byte."""
    assert problem(file(tmp_path, data)) == ("not_utf8", "softmax.py", {"byte": byte})


@pytest.mark.parametrize("data", [b"x = 1\n\n# coding: latin-1\n", b"x = 1\n# coding: rot13\n"])
def test_no_cookie(program: Callable[..., Any], tmp_path: Path, data: bytes) -> None:
    """A comment on the third line, or after code, declares no encoding."""
    assert program(file(tmp_path, data)).parts[0].text == data.decode()


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# later\n", '"""Softmax."""\n# later\n', "\ufeff", "\f\n"]
)
def test_empty(problem: Callable[..., Any], tmp_path: Path, text: str) -> None:
    """A file of comments, a docstring or nothing is empty."""
    assert problem(file(tmp_path, text)) == ("empty_file", "softmax.py", {})


@pytest.mark.parametrize(
    ("text", "line", "source"),
    [
        ("x = 1\n\f\ndef f(:\n", 3, "def f(:"),
        ("x = 1\ny = 2\0\n", 2, "y = 2\0"),
        ("x = 'a\u2028b'\ny = (\n", 2, "y = ("),
        ("x = 1\r\n\r\ndef f(:\r\n", 3, "def f(:"),
        ("if x:\n    y\n  z\n", 3, "z"),
        ("x = " + "(" * 5000 + "\n", 1, "x = " + "(" * 196),
        ("y = 1\nx = " + "-" * 200_000 + "1\n", 2, "x = " + "-" * 196),
        ("x" + "+1" * 120_000, 1, "x" + "+1" * 99 + "+"),
        ("x = " + "9" * 9999, 1, "x = " + "9" * 196),
        ("<<<<<<< HEAD\nx = 1\n", 1, "<<<<<<< HEAD"),
    ],
    ids=[
        "form-feed", "nul", "line-separator", "crlf", "indent", "brackets", "parser-stack",
        "recursion", "digits", "conflict",
    ],
)  # fmt: skip
def test_syntax(
    problem: Callable[..., Any], tmp_path: Path, text: str, line: int, source: str
) -> None:
    """A syntax error is named with the line an editor shows and that line's text."""
    kind, path, facts = problem(file(tmp_path, text))
    assert ("syntax", "softmax.py", line, source) == (kind, path, facts["line"], facts["text"])
    assert facts["message"]


def test_warnings_are_not_errors(program: Callable[..., Any], tmp_path: Path) -> None:
    r"""A file that Python only warns about (`"\d"`, `x is 1`) is right and prints nothing."""
    assert program(file(tmp_path, 'x = "\\d"\ny = x is 1\n')).parts[0].own
