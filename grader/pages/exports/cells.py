"""CSV that a spreadsheet or a learning platform reads as it was meant."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING

from grader.pages.numbers import number
from grader.pages.safe import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A cell that begins with one of these is a formula to some spreadsheet program; the wide forms are
# to those that read East Asian input.
FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20"


def is_formula(text: str) -> bool:
    """True where a spreadsheet program would compute the cell instead of showing it."""
    return text.lstrip()[:1] in set(FORMULA) or text[:1] in {"\t", "\r", "\n"}


def shown(text: str) -> str:
    """A text for people as a cell: one harmless line, never a formula."""
    safe = line(text)
    return f"'{safe}" if is_formula(safe) else safe


def exact(text: str) -> bool:
    """True where a cell can hold `text`, which a program compares, without harm or change."""
    visible = all(unicodedata.category(c)[0] not in "CZ" or c == " " for c in text)
    return bool(text) and text == text.strip() and visible and not is_formula(text)


def score(x: float) -> str:
    """Points with at most four decimals, and a point whatever the language of the machine."""
    return number(round(x, 4))


def table(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV (RFC 4180)."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    return written.getvalue()
