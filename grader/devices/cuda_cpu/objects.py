"""What a compiled kernel holds, read from the file without loading it: ELF, 64 bits, this order."""

from __future__ import annotations

import struct
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its address when loaded, its bytes."""

    name: str
    kind: int
    flags: int
    address: int
    size: int
    data: bytes
    link: int


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol: `section` is empty when it is undefined."""

    name: str
    section: str
    address: int
    size: int
    kind: int  # 1 object, 2 function
    local: bool


class Object:
    """An object file or shared library. Raises ValueError if it is none."""

    def __init__(self, data: bytes) -> None:
        if data[:6] != b"\x7fELF\x02\x01":
            raise ValueError("no 64-bit ELF file")
        (table,) = struct.unpack_from("<Q", data, 40)
        size, count, names = struct.unpack_from("<HHH", data, 58)
        rows = [struct.unpack_from("<IIQQQQIIQQ", data, table + n * size) for n in range(count)]
        strings = self._bytes(data, rows[names])
        self.sections = [
            Section(_text(strings, r[0]), r[1], r[2], r[3], r[5], self._bytes(data, r), r[6])
            for r in rows
        ]

    @staticmethod
    def _bytes(data: bytes, row: tuple[int, ...]) -> bytes:
        return b"" if row[1] == 8 else data[row[4] : row[4] + row[5]]

    def section(self, name: str) -> Section | None:
        """The section of this name."""
        return next((s for s in self.sections if s.name == name), None)

    def symbols(self) -> list[Symbol]:
        """All symbols, of both tables."""
        found = []
        for table in self.sections:
            if table.kind not in (2, 11):
                continue
            strings = self.sections[table.link].data
            for place in range(24, len(table.data), 24):
                name, info, _, index, address, size = struct.unpack_from(
                    "<IBBHQQ", table.data, place
                )
                home = ""
                if index:
                    home = self.sections[index].name if index < len(self.sections) else "*"
                found.append(
                    Symbol(_text(strings, name), home, address, size, info & 15, info >> 4 == 0)
                )
        return found

    def read(self, symbol: Symbol) -> bytes:
        """The bytes a symbol stands for."""
        home = self.section(symbol.section)
        if home is None:
            return b""
        start = symbol.address - home.address
        return home.data[start : start + symbol.size]


def _text(strings: bytes, start: int) -> str:
    return strings[start : strings.index(b"\0", start)].decode("utf-8", "replace")
