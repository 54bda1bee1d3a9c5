"""Which line of the kernel an instruction comes from: the line table of DWARF 4."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from .lexing import SOURCE


@dataclass(slots=True)
class _Reader:
    data: bytes
    at: int

    def unpack(self, form: str) -> int:
        (value,) = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize(form)
        return int(value)

    def unsigned(self) -> int:
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def signed(self) -> int:
        start = self.at
        value = self.unsigned()
        bits = 7 * (self.at - start)
        return value - (1 << bits) if self.data[self.at - 1] & 64 else value

    def text(self) -> str:
        end = self.data.index(b"\0", self.at)
        value = self.data[self.at : end].decode("utf-8", "replace")
        self.at = end + 1
        return value


def rows(data: bytes) -> list[tuple[int, int]]:
    """(address, line) pairs in the order of addresses; a line holds until the next pair.

    Instructions of other files belong to the kernel's line before them.
    """
    reader = _Reader(data, 0)
    found: dict[int, int] = {}
    while reader.at < len(data):
        _unit(reader, found)
    return sorted(found.items())


def _unit(r: _Reader, found: dict[int, int]) -> None:
    length = r.unpack("I")
    end = r.at + length
    r.unpack("H")
    header = r.unpack("I")
    program = r.at + header
    least = r.unpack("B")
    r.unpack("B")  # operations of an instruction: of machines with long ones
    r.unpack("B")
    base = r.unpack("b")
    span = r.unpack("B")
    first = r.unpack("B")
    lengths = [r.unpack("B") for _ in range(first - 1)]
    while r.text():
        pass
    files = [""]
    while name := r.text():
        files.append(name)
        for _ in range(3):
            r.unsigned()
    r.at = program
    while r.at < end:
        _sequence(r, end, (least, base, span, first), lengths, files, found)


def _sequence(
    r: _Reader,
    end: int,
    shape: tuple[int, int, int, int],
    lengths: list[int],
    files: list[str],
    found: dict[int, int],
) -> None:
    least, base, span, first = shape
    address, file, line = 0, 1, 1

    def row() -> None:
        if file < len(files) and files[file].rpartition("/")[2] == SOURCE and line:
            found[address] = line

    while r.at < end:
        code = r.unpack("B")
        if code >= first:
            address += (code - first) // span * least
            line += base + (code - first) % span
            row()
        elif code == 0:
            size = r.unsigned()
            follows = r.at + size
            extended = r.unpack("B")
            if extended == 1:
                r.at = follows
                found.setdefault(address, 0)
                return
            if extended == 2:
                address = r.unpack("Q")
            r.at = follows
        elif code == 1:
            row()
        elif code == 2:
            address += r.unsigned() * least
        elif code == 3:
            line += r.signed()
        elif code == 4:
            file = r.unsigned()
        elif code == 8:
            address += (255 - first) // span * least
        elif code == 9:
            address += r.unpack("H")
        else:
            for _ in range(lengths[code - 1]):
                r.unsigned()
