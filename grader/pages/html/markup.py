"""HTML that cannot be broken by what stands in it: whatever is not Markup is escaped."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

CODE = re.compile(r"`([^`]+)`")
VOID = frozenset({"meta", "rect", "line", "circle", "polyline"})  # elements without an end tag
BLOCKS = {  # elements that end a line of the file
    *("article", "div", "dl", "dd", "figure", "footer", "h1", "h2", "h3", "h4", "header", "li"),
    *("main", "meta", "nav", "ol", "p", "pre", "section", "summary", "details", "svg", "table"),
    *("tbody", "thead", "title", "tr", "ul"),
}


class Markup(str):
    """Text that is HTML already; only `tag`, `joined` and `trusted` make it."""

    __slots__ = ()


Child: TypeAlias = "Markup | str | Iterable[Child] | None"
Value: TypeAlias = "str | float | bool | None"


def tag(name: str, /, *children: Child, **attributes: Value) -> Markup:
    """An element; `class_` stands for `class`, `aria_label` for `aria-label`.

    A True attribute has no value; None and False leave it out. Children that are None are left
    out, others that are not Markup are escaped.
    """
    opening = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}"
    end = "\n" if name in BLOCKS else ""
    if name in VOID:
        return Markup(f"{opening}/>{end}")
    return Markup(f"{opening}>{joined(*children)}</{name}>{end}")


def joined(*children: Child) -> Markup:
    """The children one after the other."""
    return Markup("".join(map(_child, children)))


def separated(children: Iterable[Child], separator: str) -> Markup:
    """The children with `separator` between them; those that are None or empty do not count."""
    given = [joined(child) for child in children if child]
    return joined(*given[:1], *(joined(separator, child) for child in given[1:]))


def trusted(text: str) -> Markup:
    """`text` as it is: only for constants of ours."""
    return Markup(text)


def prose(text: str) -> Markup:
    """A sentence, with what stands in back-quotes as code."""
    parts = CODE.split(text)
    return joined(*(tag("code", part) if i % 2 else part for i, part in enumerate(parts)))


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return f' {name}="{escape(text)}"'


def _child(child: Child) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return escape(child)
    return joined(*child)
