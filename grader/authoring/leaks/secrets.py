"""Fingerprints of what never ships, less those of what students may read."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import trees
from .lexing import Stream, is_chinese, names, tokens, words
from .passages import CODE, Passage, open_passages, secret_passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from grader.course import Course

CODE_WINDOW = 14  # tokens in a row that say something: `(axis=axis, keepdims=True)` has 8
CODE_WHOLE = 6  # tokens of the shortest answer that counts: `return x * 2`
WORDS_WINDOW = {False: 8, True: 14}  # words in a row, Chinese characters in a row
WORDS_WHOLE = {False: 4, True: 7}
SENTENCE = 2  # words of a hidden check's sentence that counts where it stands alone on a line
QUOTED = 2  # windows that a hint may quote: a line of an answer, never an answer
NAME = 5  # letters from which a name can be told from the next one

Items = tuple[str, ...]
Firsts = dict[str, list[int]]
_PARTS = {CODE_WINDOW, *WORDS_WINDOW.values()}


@dataclass(frozen=True, slots=True)
class Prints:
    """Fingerprints and the passage each is of."""

    code: dict[Items, Passage] = field(default_factory=dict)
    prose: dict[Items, Passage] = field(default_factory=dict)
    lines: dict[Items, Passage] = field(default_factory=dict)  # too short to count within a line
    trees: dict[str, Passage] = field(default_factory=dict)
    names: dict[str, Passage] = field(default_factory=dict)
    code_firsts: Firsts = field(default_factory=dict)
    prose_firsts: Firsts = field(default_factory=dict)


def secret_prints(course: Course) -> Prints:
    """Return the fingerprints of everything that never ships.

    Raises CheckError and MarkerError where the course cannot be read.
    """
    prints = Prints()
    for passage in secret_passages(course):
        _add(prints, passage)
    _subtract(prints, list(open_passages(course)))
    prints.code_firsts.update(firsts_of(prints.code))
    prints.prose_firsts.update(firsts_of(prints.prose))
    return prints


def held(
    stream: Stream, prints: Mapping[Items, Passage], firsts: Firsts, quoted: int = 1
) -> Iterator[tuple[int, Items]]:
    """Yield every place of `stream` that holds one of `prints`, whose `firsts` those are.

    With `quoted`, a place counts only where prints follow each other for so many times the length
    of one; what is short because it is a whole answer counts anyway.
    """
    runs: dict[int, tuple[int, int]] = {}  # by length: where the last print began, how many in row
    items, lines = stream.items, stream.lines
    for i, item in enumerate(items):
        for size in firsts.get(item, ()):
            window = tuple(items[i : i + size])
            if window in prints:
                last, before = runs.get(size, (-2, 0))
                run = before + 1 if last == i - 1 else 1
                runs[size] = (i, run)
                if size not in _PARTS or run > size * (quoted - 1):
                    yield lines[i], window


def firsts_of(prints: Iterable[Items]) -> Firsts:
    """Return the first items of prints and how long those are that begin so."""
    found: dict[str, set[int]] = {}
    for items in prints:
        found.setdefault(items[0], set()).add(len(items))
    return {first: sorted(sizes) for first, sizes in found.items()}


def _add(prints: Prints, passage: Passage) -> None:
    if passage.prose:
        said = words(passage.text, passage.line)
        _put(prints.prose, _of_prose(said, passage), passage)
        if "hidden check" in passage.what and len(said.items) >= SENTENCE:
            _put(prints.lines, [(said.lines[0], tuple(said.items))], passage)
        return
    stream = tokens(passage.text, passage.line)
    _put(prints.code, _windows(stream, CODE_WINDOW, CODE_WHOLE, whole=passage.answer), passage)
    for line, tree in trees.units(passage.text, passage.line):
        prints.trees.setdefault(tree, _at(passage, line))
    for line, name in _identifiers(passage):
        prints.names.setdefault(name, _at(passage, line))


def _put(
    prints: dict[Items, Passage], found: Iterable[tuple[int, Items]], passage: Passage
) -> None:
    for line, items in found:
        prints.setdefault(items, _at(passage, line))


def _at(passage: Passage, line: int) -> Passage:
    return Passage(passage.path, line, passage.what, passage.text, passage.prose)


def _windows(
    stream: Stream, size: int, shortest: int, *, whole: bool
) -> Iterator[tuple[int, Items]]:
    if len(stream.items) >= size:
        yield from stream.windows(size)
    elif whole and len(stream.items) >= shortest:
        yield stream.lines[0], tuple(stream.items)


def _of_prose(stream: Stream, passage: Passage) -> Iterator[tuple[int, Items]]:
    chinese = is_chinese(stream.items)
    is_code = re.search(r"[=()\[\]{}]|\bimport\b", passage.text) is not None
    shortest = WORDS_WHOLE[chinese]
    yield from _windows(stream, WORDS_WINDOW[chinese], shortest, whole=not is_code)


def _identifiers(passage: Passage) -> Iterator[tuple[int, str]]:
    """Yield the names of code: of Python what the tree says, of C every name outside comments."""
    if any(passage.path.endswith(suffix) for suffix in CODE):
        plain = re.sub(r"//[^\n]*|/\*.*?\*/|\"[^\"\n]*\"", " ", passage.text, flags=re.DOTALL)
        found = names(plain)
        yield from ((n, name) for n, name in zip(found.lines, found.items, strict=True))
        return
    try:
        tree = ast.parse(passage.text)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        for name in ("id", "arg", "attr", "name", "asname"):
            said = getattr(node, name, None)
            if isinstance(said, str) and len(said) >= NAME and not said.startswith("__"):
                yield passage.line + getattr(node, "lineno", 1) - 1, said


def _subtract(prints: Prints, passages: list[Passage]) -> None:
    prose, code_firsts = firsts_of(prints.prose), firsts_of(prints.code)
    for passage in passages:
        said, code = words(passage.text), tokens(passage.text)
        for _, items in list(held(said, prints.prose, prose)):
            prints.prose.pop(items, None)
        for line in passage.text.splitlines():
            prints.lines.pop(tuple(words(line).items), None)
        for _, items in list(held(code, prints.code, code_firsts)):
            prints.code.pop(items, None)
        for _, tree in trees.units(passage.text):
            prints.trees.pop(tree, None)
        for name in names(passage.text).items:
            prints.names.pop(name, None)
