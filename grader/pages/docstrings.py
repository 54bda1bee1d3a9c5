"""A docstring on a page: written for 100 columns, read on 80."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .layout import width, wrap
from .safe import block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .colors import Style

MARGIN = 2
LONGEST = 10_000  # characters of a line: a course's own text, a paragraph to a line in Chinese
ITEM = re.compile(r" *- +(?=\S)")
ENTRY = re.compile(r" *\S+(?: \S+)*  +(?=\S)")  # `x        float32, one axis or more`


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together: a paragraph, a list item, a table's entry, a line of code."""

    lines: tuple[str, ...]
    hang: int  # where all lines but the first begin


def written(docstring: str, style: Style) -> list[str]:
    """The docstring's lines; parts with a line too long are filled again, all others are kept."""
    columns = style.width - MARGIN
    lines: list[str] = []
    for part in _parts(block(inspect.cleandoc(docstring), LONGEST, only_ascii=style.ascii)):
        if max(map(width, part.lines)) <= columns:
            lines += part.lines
        elif len(part.lines) > 1 and _tabular(part):
            alone = [Part((line,), part.hang) for line in part.lines]
            for line, one in zip(part.lines, alone, strict=True):
                lines += [line] if width(line) <= columns else _filled(one, columns)
        else:
            lines += _filled(part, columns)
    return [" " * MARGIN + style.code(line) if line else "" for line in lines]


def _parts(lines: Sequence[str]) -> Iterator[Part]:
    current: list[str] = []
    hang: int | None = None
    for line in lines:
        if current and hang is not None and _continues(line, hang):
            current.append(line)
            continue
        if current:
            yield Part(tuple(current), _indent(current[0]) if hang is None else hang)
        current, hang = [line], _hang(line)
    yield Part(tuple(current), _indent(current[0]) if hang is None else hang)


def _continues(line: str, hang: int) -> bool:
    opens = ITEM.match(line) or ENTRY.match(line)
    return bool(line) and _indent(line) == hang and not opens


def _hang(line: str) -> int | None:
    """Where the lines that continue `line` begin; None if nothing continues it."""
    opens = ITEM.match(line) or ENTRY.match(line)
    if opens:
        return opens.end()
    return 0 if line and not _indent(line) else None  # what is indented is a formula or code


def _tabular(part: Part) -> bool:
    """Tell whether an entry has columns of its own: its lines are then no running text."""
    return any("  " in line[part.hang :].strip() for line in part.lines)


def _filled(part: Part, columns: int) -> list[str]:
    first, *rest = part.lines
    opens = ITEM.match(first) or ENTRY.match(first)
    lead = first[: opens.end()] if opens else " " * _indent(first)
    text = " ".join([first[len(lead) :], *(line.strip() for line in rest)])
    head, *tail = wrap(text, max(20, columns - part.hang))
    return [lead + head, *(" " * part.hang + line for line in tail)]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
