"""What `grade watch` shows around the page of an exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .language import say, term
from .layout import hanging, page, row, width
from .safe import line

if TYPE_CHECKING:
    from .colors import Style

KEYS = "h hint  s statement  l list  n next  r run  q quit"


def foot(style: Style, clock: str) -> str:
    """The last line, without a line break: the keys, and when the page was made (`14:03:22`)."""
    keys = term(KEYS)
    room = style.width - width(keys) - 2
    return row(keys, style.paint("dim", clock) if width(clock) <= room else "", style)


def running(name: str, style: Style) -> str:
    """Stands in the place of the keys while an exercise is checked."""
    return style.paint("dim", say("checking {name} ...", name=name))


def done(name: str, following: str | None, style: Style) -> str:
    """What stands below the page of an exercise that passed."""
    if following is None:
        text = say("{name} is done, and nothing else is left to do here", name=name)
    else:
        text = say("{name} is done; n goes on to {following}", name=name, following=following)
    return page(["", *hanging(term("next: "), text, style)])


def nothing_left(style: Style) -> str:
    """The answer to `n` where there is nothing to go on to."""
    return page(hanging(term("next: "), term("nothing else is left to do here"), style))


def no_hints(name: str, style: Style) -> str:
    """The answer to `h` where an exercise has none."""
    return page(hanging(term("hint: "), say("{name} has no hints", name=name), style))


def unopened(path: str, says: str, style: Style) -> str:
    """A file that cannot be graded as it is now."""
    text = say("{path}: {problem}", path=line(path, only_ascii=style.ascii), problem=says)
    return page(hanging(term("todo: "), text, style))


def fewer(count: int, style: Style) -> str:
    """Below a list of one chapter: where the other chapters' is."""
    text = say("`grade list` shows all {count} exercises", count=count)
    return page(["", style.code(text)])
