"""What `grade reset` asks and says."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from .language import say, term
from .layout import page
from .safe import line

if TYPE_CHECKING:
    from .colors import Style


def question(path: str) -> str:
    """What is asked before a student's file is put back."""
    return say("put {path} back as it was given? yours is kept beside it", path=line(path))


def unchanged(path: str) -> str:
    """There is nothing to put back."""
    return page([say("{path} is as it was given", path=line(path))])


def left() -> str:
    """The answer was no."""
    return page([term("nothing was changed")])


def done(path: str, backup: str | None, style: Style) -> str:
    """The file is the stub again; with a `backup`, the command that undoes it."""
    lines = [say("{path} is as it was given", path=style.paint("cyan", line(path)))]
    if backup is not None:  # on a line of its own, whatever its length: it is there to be copied
        command = f"mv {shlex.quote(line(backup))} {shlex.quote(line(path))}"
        lines += [term("yours again:"), "    " + style.paint("cyan", command)]
    return page(lines)
