"""A notebook's cells, read as plain JSON: grading one needs neither nbformat nor Jupyter."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .decoding import decode, newlines, whole
from .magics import to_python
from .source import SOURCE_LIMIT, too_large, unreadable
from .syntax import bound, parse, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_CELLS_LIMIT = 10_000
SETUP = "gradsteps-setup"  # the nbgrader id of the cell that readies a kernel, no student's
_OURS = "from grader.notebooks import "
_TEST = re.compile(rf'{_OURS}.*|start\(\)|check\("\w+", \w+\)')  # lines of the course's own cells


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell as its file has it, of whatever in it is as the format says."""

    number: int  # among the cells of every type, from 1
    kind: str  # code, markdown, raw, or what else stands there
    source: str
    metadata: Mapping[str, object]
    attachments: Mapping[str, object]

    @property
    def grade_id(self) -> str | None:
        """The id that nbgrader gave it, or the cell it was copied from."""
        return _text(self.metadata.get("nbgrader"), "grade_id")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as Python."""

    number: int  # among the cells of every type, from 1
    code: bool  # false for text: it counts only where it says it is an exercise's code
    text: str
    dropped: tuple[str, ...]  # magics
    claims: str | None  # what its metadata says it belongs to
    tests: bool  # nbgrader's: locked, the instructor's
    made: frozenset[str]  # names defined by `def` or `class`
    assigned: frozenset[str]


def looks_like_notebook(data: bytes) -> bool:
    """True for bytes that are a notebook whatever their file is called, as its JSON opens one."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] != b"{" or head[1:].lstrip()[:1] not in (b'"', b""):
        return False
    return (b'"cells"' in data or b'"worksheets"' in data) and b'"nbformat"' in data


def read_cells(data: bytes, path: str) -> tuple[Cell, ...]:
    """The cells of a notebook of format 3 or later, in order, halves of split ones joined.

    What is not as the format says is passed over cell by cell, so one odd cell costs no other.
    Raises `unreadable` for what is no notebook, `not_utf8`, and `too_large` for its code.
    """
    found = read_raw(data, path)
    size = sum(len(cell.source.encode()) for cell in found if cell.kind == "code")
    if size > SOURCE_LIMIT:
        raise too_large(size, SOURCE_LIMIT, path)
    return tuple(_cell(cell) for cell in _joined(found) if cell.source)


def read_raw(data: bytes, path: str) -> list[RawCell]:
    """Every cell as its file has it. Raises `unreadable` and `not_utf8`."""
    text = decode(data, path)
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise unreadable(f"is not a notebook: no JSON at line {error.lineno}", path) from None
    except (RecursionError, ValueError):
        raise unreadable("is not a notebook: no JSON", path) from None
    found = _cells(document)
    if found is None:
        raise unreadable("is not a notebook: no cells", path)
    if len(found) > _CELLS_LIMIT:
        raise unreadable(f"has more than {_CELLS_LIMIT} cells", path)
    return [_raw(number, cell) for number, cell in enumerate(found, 1)]


def _raw(number: int, cell: Mapping[str, object]) -> RawCell:
    kind = cell.get("cell_type")
    metadata, attachments = cell.get("metadata"), cell.get("attachments")
    return RawCell(
        number=number,
        kind=kind if isinstance(kind, str) else "",
        source=_source(cell),
        metadata=metadata if isinstance(metadata, dict) else {},
        attachments=attachments if isinstance(attachments, dict) else {},
    )


def _joined(cells: Sequence[RawCell]) -> Iterator[RawCell]:
    """The cells, with one put together again that an editor split in the middle of a statement.

    The second half keeps the metadata of the first. Two cells are halves where one of them is no
    Python, and both together are.
    """
    held: RawCell | None = None
    for cell in cells:
        if held is not None and _halves(held, cell):
            held = replace(held, source=f"{held.source}\n{cell.source}")
            continue
        if held is not None:
            yield held
        held = cell
    if held is not None:
        yield held


def _halves(first: RawCell, second: RawCell) -> bool:
    if (first.kind, second.kind) != ("code", "code") or not (first.source and second.source):
        return False
    if second.grade_id is not None and second.grade_id != first.grade_id:
        return False
    same = second.grade_id is not None and second.source[0] in " \t"  # dedented it may be Python
    if not same and all(runs(to_python(cell.source).text) for cell in (first, second)):
        return False
    return runs(to_python(f"{first.source}\n{second.source}").text)


def _cells(document: object) -> list[Mapping[str, object]] | None:
    """Every cell of a document, {} for what is none, so that numbers stay right."""
    if not isinstance(document, dict):
        return None
    cells = document.get("cells")
    if not isinstance(cells, list):
        sheets = document.get("worksheets")  # nbformat 3
        if not isinstance(sheets, list):
            return None
        cells = [cell for sheet in sheets for cell in _sheet(sheet)]
    return [cell if isinstance(cell, dict) else {} for cell in cells]


def _sheet(sheet: object) -> Iterator[object]:
    cells = sheet.get("cells") if isinstance(sheet, dict) else None
    yield from cells if isinstance(cells, list) else []


def _source(cell: Mapping[str, object]) -> str:
    source = cell.get("source", cell.get("input"))  # nbformat 3 says `input`
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return newlines(whole(source)) if isinstance(source, str) else ""


def _cell(cell: RawCell) -> Cell:
    number, source = cell.number, cell.source
    claims = _text(cell.metadata.get("gradsteps"), "exercise") or cell.grade_id
    nbgrader = cell.metadata.get("nbgrader")
    nbgrader = nbgrader if isinstance(nbgrader, dict) else {}
    given = bool(nbgrader.get("grade")) or cell.grade_id == SETUP
    tests = given and not nbgrader.get("solution")
    code = cell.kind == "code"
    if not code and (claims is None or len(source) > SOURCE_LIMIT):
        return Cell(number, code, "", (), None, tests, frozenset(), frozenset())
    python = to_python(_without_tests(source))
    try:
        names = list(bound(parse(python.text).body))
    except (SyntaxError, RecursionError):
        names = []
    return Cell(
        number=number,
        code=code,
        text=python.text,
        dropped=tuple(python.dropped),
        claims=claims,
        tests=tests,
        made=frozenset(name for name, _, made in names if made),
        assigned=frozenset(name for name, _, made in names if not made),
    )


def _without_tests(source: str) -> str:
    """A cell's text less the lines of a test cell that an editor merged with it."""
    if _OURS not in source:
        return source
    return "\n".join("" if _TEST.fullmatch(line) else line for line in source.split("\n"))


def _text(block: object, key: str) -> str | None:
    value = block.get(key) if isinstance(block, dict) else None
    return value if isinstance(value, str) else None
