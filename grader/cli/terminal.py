"""What the terminal at the other end of stdout can show."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.pages.colors import Style

MARKS = "✓✗·█▏›─…"  # noqa: RUF001  # the very characters pages use


def style() -> Style:
    """Return the style for stdout: color on a terminal unless NO_COLOR, ASCII where marks fail."""
    from grader.pages.colors import Style

    wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    color = wanted and os.environ.get("TERM") != "dumb"
    try:
        MARKS.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return Style(color=color, ascii=True)
    return Style(color=color, ascii=False)
