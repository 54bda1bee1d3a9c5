"""Everything released, opened as far down as it goes: archives in archives, cells, strings."""

from __future__ import annotations

import ast
import bz2
import io
import json
import lzma
import marshal
import re
import tarfile
import tomllib
import types
import zipfile
import zlib
from dataclasses import dataclass
from importlib.util import MAGIC_NUMBER
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from grader.isolation import document
from grader.isolation.wire import Malformed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 256 << 20  # bytes of one file, unpacked
DEPTH = 6  # archives within archives
_HEADER = 16  # bytes of a .pyc before its code
_PRINTED = re.compile(rb"[\t\x20-\x7e]{4,}")
_CLOSED = {b"Rar!": "a rar archive", b"7z\xbc\xaf": "a 7z archive"}
_DAMAGED = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, OSError, EOFError)
_UNPACKED = (*_DAMAGED, RuntimeError, ValueError, TypeError, KeyError, Malformed)


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that ships and where it stands: `book.zip: a/b.py`, `hw.ipynb, cell 3`."""

    place: str
    text: str
    line: int = 1
    kind: Literal["python", "text"] = "text"


@dataclass(frozen=True, slots=True)
class Closed:
    """Something that ships and cannot be looked into."""

    place: str
    why: str


def opened(folder: Path) -> Iterator[Piece | Closed]:
    """Yield every text below `folder`, in the order of the paths, wheels last."""
    for path in sorted(folder.rglob("*"), key=lambda path: (path.suffix == ".whl", path)):
        if path.is_symlink():
            yield Closed(path.relative_to(folder).as_posix(), "a link")
        elif path.is_file():
            yield from _opened(path.relative_to(folder).as_posix(), path.read_bytes(), 0)


def _opened(place: str, data: bytes, depth: int) -> Iterator[Piece | Closed]:
    if depth > DEPTH or len(data) > LARGEST:
        yield Closed(place, "nested too deep or too large")
        return
    try:
        yield from _unpacked(place, data, depth)
    except _UNPACKED as error:
        yield Closed(place, f"damaged: {error}")


def _unpacked(place: str, data: bytes, depth: int) -> Iterator[Piece | Closed]:
    for mark, what in _CLOSED.items():
        if data.startswith(mark):
            yield Closed(place, what)
            return
    suffix = PurePosixPath(place).suffix
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                if not member.is_dir():
                    yield from _member(place, member.filename, archive.read(member), depth)
    elif data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            for entry in tar:
                if (file := tar.extractfile(entry)) is not None:
                    yield from _member(place, entry.name, file.read(LARGEST + 1), depth)
    elif data.startswith(b"\x1f\x8b"):
        yield from _opened(place, _bounded(zlib.decompressobj(31), data), depth + 1)
    elif data.startswith(b"BZh"):
        yield from _opened(place, bz2.BZ2Decompressor().decompress(data, LARGEST), depth + 1)
    elif data.startswith(b"\xfd7zXZ"):
        yield from _opened(place, lzma.LZMADecompressor().decompress(data, LARGEST), depth + 1)
    elif suffix == ".sealed":
        content = document.loads(_bounded(zlib.decompressobj(), data))
        for text in dict.fromkeys(_strings(content)):
            yield Piece(place, text)
    elif suffix in (".pyc", ".pyo"):
        yield from _compiled(place, data)
    else:
        yield from _plain(place, suffix, data)


def _member(place: str, name: str, data: bytes, depth: int) -> Iterator[Piece | Closed]:
    yield from _opened(f"{place}: {name}", data, depth + 1)


def _bounded(unpack: Any, data: bytes) -> bytes:
    text: bytes = unpack.decompress(data, LARGEST)
    if unpack.unconsumed_tail:
        raise ValueError("too large")
    return text


def _plain(place: str, suffix: str, data: bytes) -> Iterator[Piece | Closed]:
    text = _decoded(data)
    if suffix == ".py":
        yield Piece(place, text, kind="python")
        yield from _python_strings(place, text)
        return
    yield Piece(place, text)
    try:
        if suffix == ".ipynb":
            yield from _cells(place, json.loads(text))
        elif suffix == ".json":
            yield from _inner(place, text, json.loads(text))
        elif suffix == ".toml":
            yield from _inner(place, text, tomllib.loads(text))
    except (ValueError, RecursionError):
        return  # its text was given as it is


def _decoded(data: bytes) -> str:
    """Return text as text, and of anything else what could be read in it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" not in data:
        return data.decode("utf-8-sig", errors="replace")
    return "\n".join(run.decode("ascii") for run in _PRINTED.findall(data))


def _cells(place: str, notebook: Any) -> Iterator[Piece]:
    for number, cell in enumerate(notebook.get("cells", ()), 1):
        where = f"{place}, cell {number}"
        source = cell.get("source", "")
        source = source if isinstance(source, str) else "".join(source)
        is_code = cell.get("cell_type") == "code"
        yield Piece(where, source, kind="python" if is_code else "text")
        if is_code:
            yield from _python_strings(where, source)
        rest = {key: value for key, value in cell.items() if key != "source"}
        for text in _strings(rest):
            yield Piece(where, text)


def _inner(place: str, text: str, content: Any) -> Iterator[Piece]:
    """Yield the strings of a document, without its quotes and escapes."""
    for string in _strings(content):
        if " " in string:
            start = text.find(string.split("\n")[0])
            yield Piece(place, string, text.count("\n", 0, max(start, 0)) + 1)


def _python_strings(place: str, text: str) -> Iterator[Piece]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" in node.value:
            yield Piece(place, node.value, node.lineno)
            yield Piece(place, node.value, node.lineno, kind="python")


def _strings(x: Any) -> Iterator[str]:
    if isinstance(x, str):
        yield x
    elif isinstance(x, dict):
        for key, value in x.items():
            yield from _strings(key)
            yield from _strings(value)
    elif isinstance(x, list | tuple | set | frozenset):
        for item in x:
            yield from _strings(item)
    elif isinstance(x, bytes):
        yield _decoded(x)


def _compiled(place: str, data: bytes) -> Iterator[Piece | Closed]:
    """Yield the names and strings of compiled Python, which is read and never run."""
    yield Closed(place, "compiled Python, which never ships")
    if data[:4] == MAGIC_NUMBER:
        code = marshal.loads(data[_HEADER:])  # noqa: S302  # makes code objects, runs nothing
        if isinstance(code, types.CodeType):
            yield from _code(place, code)
            return
    yield Piece(place, "\n".join(run.decode("ascii") for run in _PRINTED.findall(data)))


def _code(place: str, code: types.CodeType) -> Iterator[Piece]:
    line = code.co_firstlineno
    yield Piece(place, " ".join((code.co_name, *code.co_names, *code.co_varnames)), line)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _code(place, constant)
        else:
            for text in _strings(constant):
                yield Piece(place, text, line)
