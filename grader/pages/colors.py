"""How a page may look: colors, marks and their ASCII twins. Colors only repeat what marks say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from grader.results import Status

Color = Literal["green", "red", "yellow", "cyan", "bold", "dim"]
CODES: dict[Color, str] = {
    "green": "32",
    "red": "31",
    "yellow": "33",
    "cyan": "36",
    "bold": "1",
    "dim": "2",
}
ANSI = re.compile(r"\x1b\[[0-9;]*m")
CODE = re.compile(r"`[^`]+`")

MARKS: dict[Status, tuple[str, str, Color]] = {  # mark, its ASCII twin, color
    "pass": ("✓", "ok", "green"),
    "fail": ("✗", "FAIL", "red"),
    "todo": ("·", "todo", "dim"),
    "error": ("✗", "FAIL", "red"),
    "timeout": ("✗", "FAIL", "red"),
    "memory": ("✗", "FAIL", "red"),
    "crashed": ("✗", "FAIL", "red"),
    "skipped": ("-", "skip", "dim"),
    "forbidden": ("✗", "FAIL", "red"),
    "unavailable": ("!", "n/a", "yellow"),
    "undecided": ("?", "?", "yellow"),
    "impossible": ("✗", "FAIL", "red"),
}
SIGNS = {
    "rule": ("─", "-"),
    "here": ("›", ">"),  # noqa: RUF001  # pages mean this very character
    "full": ("█", "#"),
    "empty": ("·", "."),
    "cut": ("…", "..."),
}


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader's terminal can show; whoever makes one has looked at NO_COLOR and stdout."""

    color: bool = False
    ascii: bool = False
    width: int = 80

    def paint(self, color: Color, text: str) -> str:
        """`text` in a color, unchanged without colors."""
        return f"\x1b[{CODES[color]}m{text}\x1b[0m" if self.color and text else text

    def mark(self, status: Status) -> str:
        """The mark of a status, as wide as every other one."""
        sign, twin, color = MARKS[status]
        return self.paint(color, twin.ljust(self.mark_width) if self.ascii else sign)

    @property
    def mark_width(self) -> int:
        """How many columns a mark takes."""
        return 4 if self.ascii else 1

    def status(self, status: Status, text: str) -> str:
        """`text` in the color of a status."""
        return self.paint(MARKS[status][2], text)

    def sign(self, name: str) -> str:
        """A drawing character by its name in SIGNS."""
        return SIGNS[name][self.ascii]

    def code(self, text: str) -> str:
        """`text` with what stands in back-quotes in cyan."""
        if not self.color:
            return text
        return CODE.sub(lambda found: self.paint("cyan", found.group()), text)


def unpainted(text: str) -> str:
    """`text` without the color codes that `paint` adds."""
    return ANSI.sub("", text)
