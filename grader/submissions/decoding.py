"""Bytes of a source file to text, as Python would read them."""

from __future__ import annotations

import re

from .source import Problem, printable

_BOM = b"\xef\xbb\xbf"
_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
_BLANK = re.compile(rb"[ \t\f]*(?:#.*)?", re.ASCII)
_ACCEPTED = {"utf-8", "utf8", "u8", "utf", "utf-8-sig", "ascii", "us-ascii", "646"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, path: str) -> str:
    """The text of a source file: no byte order mark, and a line feed for every line end.

    Raises `not_utf8` with the offset of the first byte that is not UTF-8, or of a PEP 263 coding
    cookie that names another encoding: under it the same bytes would be another program.
    """
    start = len(_BOM) if data.startswith(_BOM) else 0
    try:
        text = data[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem("not_utf8", printable(path), byte=start + error.start) from None
    cookie = _cookie(data[start:])
    if cookie is not None:
        name = cookie[1].decode("ascii").lower().replace("_", "-")
        if name not in _ACCEPTED:
            raise Problem("not_utf8", printable(path), byte=start + cookie[0])
    return newlines(text)


def newlines(text: str) -> str:
    """`text` with a line feed for every line end that Python knows; a form feed is none."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def whole(text: str) -> str:
    """`text` with halves of surrogate pairs replaced: JSON can hold them, a source cannot."""
    return _SURROGATE.sub("\ufffd", text)


def _cookie(data: bytes) -> tuple[int, bytes] | None:
    """Offset and name of the encoding that one of the first two lines declares."""
    offset = 0
    for line in re.split(rb"(?<=\n)|(?<=\r)(?!\n)", data[:4096], maxsplit=2)[:2]:
        found = _COOKIE.match(line)
        if found:
            return offset + found.start(1), found.group(1)
        if not _BLANK.fullmatch(line.rstrip(b"\r\n")):
            return None
        offset += len(line)
    return None
