"""Texts as streams: code tokens, words, names; spacing, quotes and comment marks do not count."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# What begins a line of a comment, a doctest or a list, and is no part of what is said.
_PREFIX = re.compile(r"^[ \t]*(?:>>>|\.\.\.|#+|//+|/?\*+/?|[-+])(?=\s)", re.MULTILINE)
_TOKEN = re.compile(r"[^\W\d]\w*|\d[\w.]*|[^\w\s`\\]")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")  # a Chinese character is a word
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stream:
    """Items of a text and the line each stands on."""

    items: list[str]
    lines: list[int]

    def windows(self, size: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Every run of `size` items, with its line."""
        items, lines = self.items, self.lines
        for i in range(len(items) - size + 1):
            yield lines[i], tuple(items[i : i + size])


def tokens(text: str, line: int = 1) -> Stream:
    """Return code as its tokens."""
    plain = _PREFIX.sub(lambda mark: " " * len(mark[0]), text).replace("'", '"')
    return _stream(_TOKEN, plain, line)


def words(text: str, line: int = 1) -> Stream:
    """Return prose as its words in lower case; `snake_case` is two."""
    return _stream(_WORD, text.lower(), line)


def names(text: str, line: int = 1) -> Stream:
    """Return whatever could be an identifier."""
    return _stream(_NAME, text, line)


def is_chinese(items: list[str]) -> bool:
    """True where most items are Chinese characters: those say less each than a word."""
    return 2 * sum("\u3400" <= item <= "\u9fff" for item in items) > len(items)


def _stream(pattern: re.Pattern[str], text: str, line: int) -> Stream:
    ends = [found.start() for found in re.finditer("\n", text)]
    items, lines = [], []
    for found in pattern.finditer(text):
        items.append(found[0])
        lines.append(line + bisect_right(ends, found.start()))
    return Stream(items, lines)
