"""A solution -> its mutants: every change a rule makes to a marked region, once each."""

from __future__ import annotations

import ast
import difflib
import textwrap
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cuda import cuda_drafts
from .operators import CRUDE, OPERATORS
from .source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .change import Change
    from .operators import Operator
    from .source import Place

FEWEST = 10  # mutants that say something about an exercise's checks


@dataclass(frozen=True, slots=True)
class Mutant:
    """A solution with one change. `id` is `file:line:column:change`, columns from 1."""

    id: str
    line: int
    text: str


def mutants(text: str, file: str) -> tuple[Mutant, ...]:
    """Return a solution's mutants in the order of its text; equal trees stand for one mutant.

    Two changes with the same result count once, a change without effect not at all.
    """
    source = Source(text)
    places = source.places()
    drafts = _drafts(source, places, OPERATORS)
    if len(drafts) < FEWEST:
        drafts = _drafts(source, places, (*OPERATORS, *CRUDE))
    drafts += cuda_drafts(text)
    found = []
    names: Counter[str] = Counter()
    for line, column, change, changed in sorted(drafts):
        name = f"{file}:{line}:{column + 1}:{change}"
        names[name] += 1
        number = f"#{names[name]}" if names[name] > 1 else ""
        found.append(Mutant(name + number, line, changed))
    return tuple(found)


def diff(solution: str, mutant: str, path: str) -> str:
    """Return what a mutant changed, as a unified diff with a line of context."""
    lines = difflib.unified_diff(
        solution.splitlines(), mutant.splitlines(), path, path, lineterm="", n=1
    )
    return "\n".join(lines)


def _drafts(
    source: Source, places: Iterable[Place], operators: Sequence[Operator]
) -> list[tuple[int, int, str, str]]:
    """Return line, column, name and text of every change."""
    seen = {ast.dump(source.tree)}
    found = []
    for place in places:
        for operator in operators:
            for change in operator(place):
                text, tree = _changed(source, place, change)
                if tree not in seen:
                    seen.add(tree)
                    found.append((*_position(place, change), change.name, text))
    return found


def _position(place: Place, change: Change) -> tuple[int, int]:
    """Return line and column; from the end of an operand on to the operator after it."""
    node = place.node
    assert isinstance(node, ast.expr | ast.stmt)
    line, column = change.at or (node.lineno, node.col_offset)
    rest = place.source.text.splitlines()[line - 1].encode()[column:]
    gap = len(rest) - len(rest.lstrip(b" )"))
    return line, column + (gap if gap < len(rest) else 0)


def _changed(source: Source, place: Place, change: Change) -> tuple[str, str]:
    """Return the text with the change, and a dump of its tree."""
    node = place.node
    assert isinstance(node, ast.expr | ast.stmt)
    wanted = _dump_with(source, place, change.new)
    start, end = source.span(node)
    whole = source.text.encode()
    for piece in _spellings(change.new, node.col_offset):
        text = (whole[:start] + piece.encode() + whole[end:]).decode()
        try:
            if ast.dump(ast.parse(text)) == wanted:
                return text, wanted
        except SyntaxError:
            continue
    # The layout is lost, the change is not.
    return _unparsed(source, place, change.new), wanted


def _spellings(new: ast.AST, indent: int) -> Iterator[str]:
    plain = ast.unparse(ast.fix_missing_locations(new))
    yield textwrap.indent(plain, " " * indent).lstrip()
    yield f"({plain})"
    yield f"else:\n{textwrap.indent(plain, ' ' * (indent + 4))}"  # where an `elif` stood


def _dump_with(source: Source, place: Place, new: ast.AST) -> str:
    with _Grafted(place, new):
        return ast.dump(source.tree)


def _unparsed(source: Source, place: Place, new: ast.AST) -> str:
    with _Grafted(place, new):
        return ast.unparse(ast.fix_missing_locations(source.tree)) + "\n"


class _Grafted:
    """The tree with another node in a place, for as long as the block lasts."""

    def __init__(self, place: Place, new: ast.AST) -> None:
        self.place = place
        self.new = new

    def __enter__(self) -> None:
        self._put(self.new)

    def __exit__(self, *_: object) -> None:
        self._put(self.place.node)

    def _put(self, node: ast.AST) -> None:
        content = getattr(self.place.parent, self.place.field)
        if self.place.index is None:
            setattr(self.place.parent, self.place.field, node)
        else:
            content[self.place.index] = node
