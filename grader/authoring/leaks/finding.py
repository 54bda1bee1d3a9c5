"""Looks through everything released for fingerprints of what never ships."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal, TypeAlias

from . import trees
from .lexing import names, tokens, words
from .libraries import public
from .opening import Closed, Piece, opened
from .secrets import QUOTED, held, secret_prints

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.course import Course

    from .passages import Passage
    from .secrets import Prints

Kind: TypeAlias = Literal["code", "tree", "name", "text", "file", "closed", "seed"]

NEVER = {".gradsteps", ".gradsteps-seed", "__pycache__", "kernels", "solutions"}
HINTS = {"hints.toml", "zh.toml"}  # the third hint of an exercise is almost code
ENGINE = "grader/"  # knows no exercise: idioms, words, names and folders may be the same


@dataclass(frozen=True, slots=True)
class Leak:
    """Something released that says what never ships.

    `place` is a path in the release, members of archives after a colon, cells after a comma;
    `what` the solution, check ... it gives away, which stands at `origin`.
    """

    place: str
    line: int | None
    kind: Kind
    what: str
    origin: str | None = None


class Leaked(Exception):
    """A release would give answers away."""

    def __init__(self, leaks: list[Leak]) -> None:
        super().__init__(f"{len(leaks)} leaks")
        self.leaks = leaks


def find_leaks(course: Course, folder: Path, *, secret: str | None = None) -> list[Leak]:
    """Return every leak below `folder`, each passage once a place, in the order of the paths.

    `secret` is the secret seed as hexadecimal digits. Raises CheckError, MarkerError where the
    course itself cannot be read.
    """
    prints = secret_prints(course)
    found: dict[tuple[str, ...], Leak] = {}
    named: list[Leak] = []
    seen: set[tuple[str, str]] = set()
    for piece in opened(folder):
        if _never(piece.place):
            found.setdefault((piece.place,), Leak(piece.place, None, "file", piece.place))
        if isinstance(piece, Closed):
            leak = Leak(piece.place, None, "closed", piece.why)
            found.setdefault((piece.place, "closed"), leak)
            continue
        if (piece.kind, piece.text) in seen:
            continue  # the wheel's copy of the tree
        seen.add((piece.kind, piece.text))
        if secret and secret in piece.text.lower():
            found.setdefault((piece.place, "seed"), Leak(piece.place, None, "seed", "secret seed"))
        for kind, line, passage in _in_piece(piece, prints):
            key = (piece.place, passage.path, passage.what)
            found.setdefault(key, _leak(piece, line, kind, passage.what, passage))
        named += _named(piece, prints)
    return [*found.values(), *_unknown(named)]


def _never(place: str) -> bool:
    """Tell whether a file lies where nothing that ships does, whatever it says."""
    paths = [path for path in place.split(": ") if not path.startswith(ENGINE)]
    return any(NEVER & set(PurePosixPath(path).parts) for path in paths)


def _in_piece(piece: Piece, prints: Prints) -> Iterator[tuple[Kind, int, Passage]]:
    engine = _of_engine(piece)
    lenient = engine or PurePosixPath(piece.place.split(": ")[-1]).name in HINTS
    quoted = QUOTED if lenient else 1
    code = tokens(piece.text, piece.line)
    for line, items in held(code, prints.code, prints.code_firsts, quoted):
        yield "code", line, prints.code[items]
    told = "" if engine else piece.text  # its words are a course's by coincidence only
    prose = words(told, piece.line)
    for line, items in held(prose, prints.prose, prints.prose_firsts, quoted):
        yield "text", line, prints.prose[items]
    for number, text in enumerate(told.splitlines(), piece.line):
        if (alone := tuple(words(text).items)) in prints.lines:
            yield "text", number, prints.lines[alone]
    texts = [(piece.text, piece.line)]
    if piece.kind == "text":
        texts = list(trees.blocks(piece.text, piece.line))
    for text, start in texts:
        for line, tree in trees.units(text, start):
            if tree in prints.trees:
                yield "tree", line, prints.trees[tree]


def _of_engine(piece: Piece) -> bool:
    return piece.place.split(": ")[-1].startswith(ENGINE)


def _named(piece: Piece, prints: Prints) -> Iterator[Leak]:
    if _of_engine(piece):
        return
    stream = names(piece.text, piece.line)
    for name in dict.fromkeys(stream.items):
        if passage := prints.names.get(name):
            line = stream.lines[stream.items.index(name)]
            yield _leak(piece, line, "name", name, passage)


def _unknown(leaks: list[Leak]) -> list[Leak]:
    """Return those whose name no public library has."""
    known = public({leak.what for leak in leaks})
    return list(dict.fromkeys(leak for leak in leaks if leak.what not in known))


def _leak(piece: Piece, line: int, kind: Kind, what: str, passage: Passage) -> Leak:
    return Leak(piece.place, line, kind, what, f"{passage.path}:{passage.line}")
