"""The frame of every HTML page: one file that loads nothing, runs nothing and sends nothing."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from grader.pages.language import term

from .markup import joined, tag, trusted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .markup import Child

NAME = re.compile(r"[\w.-]+")


def document(title: str, *body: Child) -> str:
    """A whole page with `title` in the browser's tab; the id `content` must be in `body`."""
    style = _style()
    # Even if something slipped through the escaping, the browser would run and load nothing.
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    head = joined(
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        "\n",
        trusted(f"<style>{style}</style>\n"),
    )
    skip = tag("a", term("Skip to the content"), class_="skip", href="#content")
    shown = tag("body", "\n", skip, "\n", *body)
    page = tag("html", "\n", tag("head", "\n", head), "\n", shown, lang=term("en"))
    return f"<!doctype html>\n{page}\n"


class Anchors:
    """Ids of one page, no two alike."""

    def __init__(self, taken: Iterable[str] = ("content",)) -> None:
        self._taken = set(taken)

    def new(self, name: str) -> str:
        """`name` as an id, or the nearest to it that is free."""
        wanted = name if NAME.fullmatch(name) else "-".join(NAME.findall(name)[:8]) or "part"
        anchor, number = wanted, 1
        while anchor in self._taken:
            number += 1
            anchor = f"{wanted}-{number}"
        self._taken.add(anchor)
        return anchor


@cache
def _style() -> str:
    return (files(__package__) / "page.css").read_text(encoding="utf-8")
