"""Text that students control, made harmless to look at.

Control characters, escape sequences, bidirectional controls, invisible and unassigned characters
are shown as escapes, stacks of combining marks are ended, long lines are cut. Making safe
text safe changes nothing. Of a whole result, `made_safe` reaches every string there is.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Mapping
from typing import Any, TypeVar, cast

T = TypeVar("T")

LONGEST_LINE = 300  # characters; far beyond any page, far below what slows one down
LONGEST_STACK = 3  # combining marks on one character: enough for every script in use
MANY_LINES = {"output", "text"}  # fields and facts whose line breaks mean something


def line(text: str, longest: int = LONGEST_LINE, *, only_ascii: bool = False) -> str:
    """`text` as one harmless line of at most `longest` characters; a line break is shown as one."""
    shown = "".join(_characters(text.rstrip()[: longest + 1], only_ascii))
    return shown if len(shown) <= longest else shown[:longest] + "..."


def block(text: str, longest: int = LONGEST_LINE, *, only_ascii: bool = False) -> list[str]:
    """`text` as harmless lines; tabs become spaces, empty lines at the end are dropped."""
    lines = text.replace("\r\n", "\n").rstrip().split("\n")
    return [line(part.expandtabs(4), longest, only_ascii=only_ascii) for part in lines]


def first_line(text: str) -> str:
    """The first line of `text` that says anything, harmless."""
    return line((text.strip() or " ").splitlines()[0])


def made_safe(value: T, *, only_ascii: bool = False) -> T:
    """`value`, a result or any part of one, with every string in it made safe."""
    return cast("T", _safe(value, "", only_ascii))


def _safe(value: Any, name: str, only_ascii: bool) -> Any:
    if isinstance(value, str):
        if name in MANY_LINES:
            return "\n".join(block(value, only_ascii=only_ascii))
        return line(value, only_ascii=only_ascii)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _safe(getattr(value, f.name), f.name, only_ascii) for f in _fields(value)}
        return type(value)(**fields)
    if isinstance(value, tuple | list):
        return type(value)(_safe(item, name, only_ascii) for item in value)
    if isinstance(value, Mapping):
        return {
            line(str(key), only_ascii=only_ascii): _safe(item, str(key), only_ascii)
            for key, item in value.items()
        }
    return value


def _fields(value: Any) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(value)


def _characters(text: str, only_ascii: bool) -> list[str]:
    if text.isascii() and text.isprintable():
        return [text]
    shown = []
    stack = 0
    for character in text:
        stack = stack + 1 if unicodedata.combining(character) else 0
        harmless = character.isprintable() or unicodedata.category(character) == "Zs"
        if not harmless or stack > LONGEST_STACK or (only_ascii and not character.isascii()):
            shown.append(_escaped(character))
        else:
            shown.append(character)
    return shown


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")
