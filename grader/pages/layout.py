"""Columns: width on a terminal, padding, cutting, wrapping, bars."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from .colors import Style, unpainted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.results import Status

FULL = 80  # columns of a page with room for everything
EIGHTHS = " ▏▎▍▌▋▊▉"
# A back-quoted command stays on one line; a CJK character may end a line, other words do not break.
PIECES = r"{word}*`[^`\n]+`{word}*|{wide}|{word}+|`|\s+"
# No line begins with CJK punctuation that closes, or ends with one that opens.
CJK = "[（《「『【]*[\\u2e80-\\uffef][，。、；：？！）》」』】…]*"  # noqa: RUF001  # these very marks
ASCII = re.compile(PIECES.format(word=r"[^\s`]", wide="(?!)"))


def width(text: str) -> int:
    """How many columns `text` takes: wide characters two, combining ones and colors none."""
    plain = unpainted(text)
    return len(plain) if plain.isascii() else sum(map(_columns, plain))


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """`text` filled with spaces to `columns`, on its left if `right`."""
    fill = " " * max(0, columns - width(text))
    return fill + text if right else text + fill


def cut(text: str, columns: int, style: Style) -> str:
    """`text`, without colors in it, in at most `columns`; a sign shows that something was cut."""
    if width(text) <= columns:
        return text
    sign = style.sign("cut")
    kept, taken = "", 0
    for character in text:
        taken += _columns(character)
        if taken > columns - len(sign):
            break
        kept += character
    return kept + sign


def row(left: str, right: str, style: Style) -> str:
    """A line with something at either edge; without a right part just the left one."""
    if not right:
        return left
    return left + " " * max(2, style.width - width(left) - width(right)) + right


def heading(title: str, right: str, style: Style) -> str:
    """A title, cut where it must be, with something at the right edge."""
    room = style.width - width(right) - 2
    return row(style.paint("bold", cut(title, max(room, 8), style)), right, style)


def closing(text: str, right: str, status: Status, style: Style) -> list[str]:
    """A page's last line in the color of a status, wrapped where it does not fit beside `right`."""
    first, *rest = wrap(text, style.width - width(right) - 2)
    lines = [row(style.status(status, first), right, style)]
    return lines + [style.status(status, line) for line in rest]


def wrap(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns`; only a piece longer than a line is broken."""
    lines, current = [], ""
    pieces = ASCII if text.isascii() else _with_wide_characters()
    for piece in pieces.findall(text):
        if piece.isspace():
            current += piece if current else ""
            continue
        if width(current + piece) > columns and current.strip():
            lines.append(current.rstrip())
            current = ""
        current += piece
        while width(current) > columns:
            head = _head(current, columns)
            lines.append(head)
            current = current[len(head) :]
    return [*lines, current.rstrip()] if current.strip() or not lines else lines


@cache
def _with_wide_characters() -> re.Pattern[str]:
    # Compiling the ranges takes milliseconds, which pages in English need not wait for.
    return re.compile(PIECES.format(word=r"[^\s`\u2e80-\uffef]", wide=CJK))


def _head(text: str, columns: int) -> str:
    taken = 0
    for position, character in enumerate(text):
        taken += _columns(character)
        if taken > columns and position:
            return text[:position]
    return text


def hanging(label: str, text: str, style: Style, indent: int | None = None) -> list[str]:
    """`label` and `text` wrapped beside it; `indent` columns for the label, its width if None."""
    columns = width(label) if indent is None else indent
    lines = wrap(text, style.width - columns)
    first = pad(label, columns) + style.code(lines[0])
    return [first.rstrip(), *(" " * columns + style.code(line) for line in lines[1:])]


def bar(fraction: float, columns: int, style: Style) -> str:
    """A bar of `columns` filled to `fraction`, in eighths of a column."""
    eighths = round(max(0.0, min(1.0, fraction)) * columns * 8)
    if style.ascii:
        full = eighths // 8
        return "#" * full + "." * (columns - full)
    full, rest = divmod(eighths, 8)
    filled = style.sign("full") * full + (EIGHTHS[rest] if rest else "")
    return filled + style.sign("empty") * (columns - full - (rest > 0))


def page(lines: Sequence[str]) -> str:
    """The lines as a page: no trailing spaces, one line break at the end."""
    return "\n".join(line.rstrip() for line in lines) + "\n"
