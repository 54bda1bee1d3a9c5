"""What the terminal at the other end of stdout can show."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.course import Language
    from grader.pages.colors import Style

NARROWEST, WIDEST = 60, 80  # columns
MARKS = "✓✗·█▏›─…"  # noqa: RUF001  # the very characters pages use


def spoken_language(asked: Language | None = None) -> Language:
    """Return the language of pages: as asked, else as the environment's locale says."""
    if asked is not None:
        return asked
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "zh" if os.environ[name].lower().startswith("zh") else "en"
    return "en"


def style() -> Style:
    """Return the style for stdout: color on a terminal unless NO_COLOR, ASCII where marks fail.

    Pages are 80 columns wide, for they are compared and pasted; a narrower terminal gets its own.
    """
    from grader.pages.colors import Style

    wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    color = wanted and os.environ.get("TERM") != "dumb"
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDEST
    width = max(NARROWEST, min(WIDEST, columns))
    try:
        MARKS.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return Style(color=color, ascii=True, width=width)
    return Style(color=color, ascii=False, width=width)
