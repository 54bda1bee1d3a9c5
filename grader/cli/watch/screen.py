"""The screen of `grade watch`: one page at a time, its last line the keys."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import click

from ..terminal import style

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.course import Language
    from grader.pages.colors import Style

CLEAR = "\x1b[H\x1b[2J"
LINE = "\r\x1b[K"


class Screen:
    """Shows pages in `lang`, each made by a function of the style: a resized window needs it again.

    The screen is cleared, not the terminal's memory of what stood above: a long page is read by
    scrolling up. A dumb terminal gets page after page.
    """

    def __init__(self, lang: Language) -> None:
        self._lang = lang
        self._plain = os.environ.get("TERM") in (None, "", "dumb")
        self._page: Callable[[Style], str] | None = None
        self._clock = ""
        self._size = shutil.get_terminal_size()

    def show(self, page: Callable[[Style], str]) -> None:
        """Show a page and the keys below it."""
        self._page = page
        self._clock = time.strftime("%H:%M:%S")
        self._draw()

    def running(self, name: str) -> None:
        """Say that an exercise is being checked, in the place of the keys."""
        from grader.pages import watching
        from grader.pages.language import speaking

        with speaking(self._lang):
            text = watching.running(name, style())
        before = CLEAR if self._page is None else LINE
        click.echo(f"\n{text}" if self._plain else before + text, nl=False)

    def keep_up(self, *, resumed: bool) -> None:
        """Draw again where the window has another size, or came back from the background."""
        size = shutil.get_terminal_size()
        if self._page is not None and (resumed or size != self._size):
            self._draw()
        self._size = size

    def leave(self) -> None:
        """Leave the page standing and begin a line for the shell."""
        click.echo()

    def _draw(self) -> None:
        from grader.pages import watching
        from grader.pages.language import speaking

        assert self._page is not None
        look = style()
        with speaking(self._lang):
            text = self._page(look) + "\n" + watching.foot(look, self._clock)
        click.echo("\n" + text if self._plain else CLEAR + text, nl=False)
