"""A submitted notebook made whole: structure from the release, only text from the student.

Editors copy, split, merge, delete and retype cells, and nbgrader gives up on most of that, some of
it for the whole class. So nothing but the texts of a submission reaches nbgrader.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from grader.submissions.notebook import RawCell

_IMAGES = {"image/png", "image/jpeg", "image/gif"}
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
_NAME = re.compile(r"[\w. -]+")
_ENTITY = re.compile(r"&(?=#|[A-Za-z][A-Za-z0-9]*;)")  # it may spell a scheme
_SCHEME = re.compile(r"\b(javascript|vbscript|data):", re.IGNORECASE)


@dataclass
class _Place:
    """A cell that nbgrader knows, and what the student made of it."""

    cell: Any
    texts: list[RawCell]

    @property
    def locked(self) -> bool:
        facts = self.cell.metadata.nbgrader
        return bool(facts.get("locked")) and not facts.get("solution")


def restored(release: Any, submitted: Sequence[RawCell]) -> Any:
    """The released notebook with what a student wrote in it.

    Every cell that nbgrader knows is there once, as released, a locked one word for word; one that
    is gone from the submission follows the one it followed. Text that has no such place is kept in
    a cell of its own. Outputs, ids and metadata of the submission are left behind. `release` is a
    `NotebookNode` of format 4.
    """
    places = _places(release, submitted)
    given = {(cell.cell_type, cell.source) for cell in release.cells}
    cells: list[Any] = []
    written: set[str] = set()
    for raw in submitted:
        place = places.get(raw.grade_id or "")
        if place is not None and raw.grade_id not in written:
            written.add(str(raw.grade_id))
            cells.append(_filled(place))
        if place is None or (place.locked and not _same(raw.source, place.cell.source)):
            cells += _loose(raw, given)
    _insert_missing(cells, places, written)
    whole = copy.deepcopy(release)
    whole.cells = [_numbered(cell, number) for number, cell in enumerate(cells)]
    return whole


def _places(release: Any, submitted: Iterable[RawCell]) -> dict[str, _Place]:
    """By nbgrader id, in the release's order."""
    places = {
        cell.metadata.nbgrader.grade_id: _Place(cell, [])
        for cell in release.cells
        if cell.metadata.get("nbgrader", {}).get("grade_id")
    }
    for raw in submitted:
        if raw.grade_id in places and raw.source.strip():
            places[raw.grade_id].texts.append(raw)
    return places


def _filled(place: _Place) -> Any:
    """The released cell with the student's text; of several copies, those that say something."""
    cell = copy.deepcopy(place.cell)
    if place.locked:
        return cell
    changed = [raw for raw in place.texts if not _same(raw.source, cell.source)]
    if not changed and place.texts:
        return cell
    texts = dict.fromkeys(raw.source for raw in changed)
    cell.source = "\n".join(texts)
    if cell.cell_type == "markdown":
        cell.source = harmless(cell.source)
        attachments = {k: v for raw in changed for k, v in _images(raw.attachments).items()}
        if attachments:
            cell.attachments = attachments
    return cell


def _insert_missing(cells: list[Any], places: Mapping[str, _Place], written: set[str]) -> None:
    before: str | None = None
    for name, place in places.items():
        if name not in written:
            found = (i for i, cell in enumerate(cells) if _name(cell) == before)
            at = next(found, -1) + 1 if before is not None else 0
            missing = copy.deepcopy(place.cell)
            if not place.locked:
                missing.source = ""
            cells.insert(at, missing)
        before = name


def _loose(raw: RawCell, given: set[tuple[str, str]]) -> list[Any]:
    """A student's own cell, or a released text of no nbgrader id."""
    from nbformat import v4

    if not raw.source.strip():
        return []
    if raw.kind == "code":
        return [v4.new_code_cell(raw.source)]
    if (raw.kind, raw.source) in given:
        return [v4.new_markdown_cell(raw.source)]
    cell = v4.new_markdown_cell(harmless(raw.source))
    if attachments := _images(raw.attachments):
        cell.attachments = attachments
    return [cell]


def harmless(markdown: str) -> str:
    """Markdown whose HTML is shown as text and whose links run nothing, nor MathJax' links.

    nbgrader's pages put a student's HTML into the instructor's browser as it stands.
    """
    text = _ENTITY.sub("& ", markdown).replace("<", "&lt;")
    return _SCHEME.sub(r"\1 :", text)


def _images(attachments: Mapping[str, object]) -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = {}
    for name, bundle in attachments.items():
        if not (isinstance(bundle, dict) and _NAME.fullmatch(name)):
            continue
        images = {
            mime: data
            for mime, data in bundle.items()
            if mime in _IMAGES and isinstance(data, str) and _BASE64.fullmatch(data)
        }
        if images:
            kept[name] = images
    return kept


def _numbered(cell: Any, number: int) -> Any:
    cell.id = f"cell-{number}"
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    return cell


def _name(cell: Any) -> str | None:
    name: str | None = cell.metadata.get("nbgrader", {}).get("grade_id")
    return name


def _same(text: str, released: str) -> bool:
    return text.strip() == released.strip()
