"""Which cells of a notebook make up one exercise's program."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from .source import Note, Part, Program, printable
from .untouched import is_untouched_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..course import Exercise
    from .notebook import Cell

Grip = Literal["claimed", "defined", "none"]

_NOTES_LIMIT = 100
_NAMES_LIMIT = 200
_NEAR = 0.8  # `soft_max` and `Softmax` are near `softmax`, `gelu` is not near `relu`


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook's usable cells, each with the ids of the exercises it belongs to.

    A cell belongs to the exercise its metadata names and to those whose entry it defines: editors
    that merge, split and copy cells lose or double the metadata. Cells that belong to none are
    common to all; cells that belong to other exercises only are left out of a program.
    """

    path: str
    cells: tuple[tuple[Cell, frozenset[str]], ...]
    claims: frozenset[str]  # exercises that some cell's metadata names

    def grip(self, exercise: Exercise) -> Grip:
        """How it holds an exercise: by metadata, by its entry's name, or not."""
        if exercise.id in self.claims:
            return "claimed"
        if any(exercise.id in owners for _, owners in self.cells):
            return "defined"
        return "none"

    def near(self, exercise: Exercise) -> bool:
        """True where a cell of no exercise makes something named much like the entry."""
        free = (name for cell, owners in self.cells if not owners for name in sorted(cell.made))
        names = [*islice(free, _NAMES_LIMIT)]
        return bool(difflib.get_close_matches(exercise.entry, names, 1, _NEAR))

    def program(self, exercise: Exercise, stub: str | None) -> Program:
        """Common cells and the exercise's own, in the notebook's order.

        Where another own cell has the answer, cells still as `stub` are left out: one below the
        answer would undo it.
        """
        chosen = [(c, o) for c, o in self.cells if not o or exercise.id in o]
        given = _given([cell for cell, owners in chosen if owners], exercise.entry, stub)
        parts: list[Part] = []
        notes: list[Note] = []
        for cell, owners in chosen:
            if cell.number in given:
                continue
            label = f"{printable(self.path)}, cell {cell.number}"
            notes += [Note("magic_dropped", {"cell": label, "magic": m}) for m in cell.dropped]
            if cell.text.strip():
                parts.append(Part(label, cell.text, own=bool(owners)))
        return Program(printable(self.path), tuple(parts), tuple(notes[:_NOTES_LIMIT]))


def assign(path: str, cells: Sequence[Cell], exercises: Iterable[Exercise]) -> Notebook:
    """Decide what every cell belongs to.

    A name that some cell defines by `def` or `class` is not defined by assignment: after
    `def loss(x)`, `loss = loss(x)` is use. Tests that nbgrader locked and text cells are left
    out, unless an editor's merge or change of type put an answer into them.
    """
    entries = {exercise.id: exercise.entry for exercise in exercises}
    usable = [
        cell
        for cell in cells
        if (cell.code and not cell.tests) or not cell.made.isdisjoint(entries.values())
    ]
    made = frozenset[str]().union(*(cell.made for cell in usable))
    claims = {cell.number: _claimed(cell.claims, entries) for cell in usable}
    owned = []
    for cell in usable:
        names = cell.made | (cell.assigned - made)
        owners = {name for name, entry in entries.items() if entry in names}
        owned.append((cell, frozenset(owners | claims[cell.number])))
    return Notebook(path, tuple(owned), frozenset().union(*claims.values()))


def _claimed(claim: str | None, ids: Iterable[str]) -> set[str]:
    """The exercise that metadata names: the longest id that `softmax-solution` begins with."""
    if claim is None:
        return set()
    begun = [
        name
        for name in ids
        if claim.startswith(name) and not re.match("[A-Za-z0-9]", claim[len(name) :])
    ]
    return {max(begun, key=len)} if begun else set()


def _given(own: Sequence[Cell], entry: str, stub: str | None) -> set[int]:
    """The numbers of own cells that are the stub, where another defines the entry."""
    if stub is None or len(own) < 2:
        return set()
    given = {
        cell.number for cell in own if entry in cell.made and is_untouched_cell(cell.text, stub)
    }
    answered = any(entry in cell.made | cell.assigned for cell in own if cell.number not in given)
    return given if answered else set()
