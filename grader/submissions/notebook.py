"""A notebook's cells, read as plain JSON: grading one needs neither nbformat nor Jupyter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .decoding import decode, newlines, whole
from .magics import to_python
from .source import SOURCE_LIMIT, too_large, unreadable
from .syntax import bound, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CELLS_LIMIT = 10_000


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
    """The cells of a notebook of format 3 or later, in order.

    What is not as the format says is passed over cell by cell, so one odd cell costs no other.
    Raises `unreadable` for what is no notebook, `not_utf8`, and `too_large` for its code.
    """
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
    sources = [(number, cell, _source(cell)) for number, cell in enumerate(found, 1)]
    size = sum(len(source.encode()) for _, cell, source in sources if _is_code(cell))
    if size > SOURCE_LIMIT:
        raise too_large(size, SOURCE_LIMIT, path)
    return tuple(_cell(number, cell, source) for number, cell, source in sources if source)


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


def _is_code(cell: Mapping[str, object]) -> bool:
    return cell.get("cell_type") == "code"


def _source(cell: Mapping[str, object]) -> str:
    source = cell.get("source", cell.get("input"))  # nbformat 3 says `input`
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return newlines(whole(source)) if isinstance(source, str) else ""


def _cell(number: int, cell: Mapping[str, object], source: str) -> Cell:
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    claims = _text(metadata.get("gradsteps"), "exercise")
    nbgrader = metadata.get("nbgrader")
    nbgrader = nbgrader if isinstance(nbgrader, dict) else {}
    claims = claims or _text(nbgrader, "grade_id")
    tests = bool(nbgrader.get("grade")) and not nbgrader.get("solution")
    code = _is_code(cell)
    if not code and (claims is None or len(source) > SOURCE_LIMIT):
        return Cell(number, code, "", (), None, tests, frozenset(), frozenset())
    python = to_python(source)
    try:
        names = list(bound(parse(python.text).body))
    except SyntaxError:
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


def _text(block: object, key: str) -> str | None:
    value = block.get(key) if isinstance(block, dict) else None
    return value if isinstance(value, str) else None
