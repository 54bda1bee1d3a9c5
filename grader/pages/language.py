"""The language pages are in. English stands in the code; a gettext catalog has the others.

`say` takes a template and its parts, `term` a word that is looked up by itself. Without a catalog
both give the English back. `locale/README.md` says how a catalog is made and kept.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ENTRY = re.compile(r'^(msgid|msgstr) ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
ESCAPES = {r"\n": "\n", r"\"": '"', r"\\": "\\"}

_catalog: ContextVar[Mapping[str, str]] = ContextVar("catalog")


def say(template: str, /, **parts: object) -> str:
    """`template` in the current language, with `parts` in the places of their names."""
    catalog = _catalog.get(None)
    return (catalog.get(template, template) if catalog else template).format(**parts)


def term(text: str) -> str:
    """`text` in the current language, unchanged where the catalog lacks it."""
    catalog = _catalog.get(None)
    return catalog.get(text, text) if catalog else text


def counted(noun: str) -> str | None:
    """`noun` as it follows a number, whatever the number; None in English, where that matters.

    In a catalog it stands as `# noun`, for alone it may be another word: a label. So do statuses.
    """
    catalog = _catalog.get(None)
    return catalog.get(f"# {noun}", noun) if catalog else None


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within it, pages are in `language`: `en`, or one that has a catalog."""
    token = _catalog.set({} if language == "en" else catalog(language))
    try:
        yield
    finally:
        _catalog.reset(token)


@cache
def catalog(language: str) -> Mapping[str, str]:
    """The catalog of a language, English to translation; FileNotFoundError where there is none."""
    from importlib.resources import files  # not needed for English, and slow to load

    text = (files("grader.pages") / "locale" / f"{language}.po").read_text(encoding="utf-8")
    found = [(kind, _unquoted(value)) for kind, value in ENTRY.findall(text)]
    keys = [value for kind, value in found if kind == "msgid"]
    values = [value for kind, value in found if kind == "msgstr"]
    return {key: value for key, value in zip(keys, values, strict=True) if key and value}


def _unquoted(quoted: str) -> str:
    joined = "".join(QUOTED.findall(quoted))
    return re.sub(r"\\.", lambda escape: ESCAPES[escape.group()], joined)
