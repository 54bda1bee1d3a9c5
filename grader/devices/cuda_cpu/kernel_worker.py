"""In a kernel's own process: loads the runtime and compiled kernels, runs them, says what happened.

No Python of a student's runs here. What leaves is raw bytes; the trusted side reads them.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

_PAGE = 4096
_GAP = 1 << 20  # between arrays: an access this far beyond one is still told as its
_ORDER = struct.Struct("=6I2I7QqQ3Q")
_BUFFER = struct.Struct("=5Q")


class _Loaded:
    """One compiled kernel file."""

    def __init__(self, data: bytes, rows: bytes, places: list[int]) -> None:
        self.library = _load(data, ctypes.RTLD_LOCAL)
        self.rows = ctypes.create_string_buffer(rows, len(rows) or 1)
        self.row_count = len(rows) // 8
        self.base = _base(self.library)
        low, high, constants, self.constants_size = places
        self.low, self.high = self.base + low, self.base + high
        self.constants = self.base + constants


_runtime: ctypes.CDLL | None = None
_modules: dict[str, _Loaded] = {}


def _load(data: bytes, mode: int) -> ctypes.CDLL:
    path = Path.cwd() / f"{os.urandom(8).hex()}.so"
    path.write_bytes(data)
    try:
        return ctypes.CDLL(str(path), mode)
    finally:
        path.unlink()


def _base(library: ctypes.CDLL) -> int:
    """Where the file's address 0 lies."""

    class _Info(ctypes.Structure):
        _fields_ = (
            ("name", ctypes.c_char_p),
            ("base", ctypes.c_void_p),
            ("symbol", ctypes.c_char_p),
            ("address", ctypes.c_void_p),
        )

    info = _Info()
    at = ctypes.cast(library.gs_sections, ctypes.c_void_p)
    ctypes.CDLL(None).dladdr(at, ctypes.byref(info))
    return info.base or 0


def prepare(runtime: bytes) -> None:
    """Load the runtime, once."""
    global _runtime
    if _runtime is None:
        _runtime = _load(runtime, ctypes.RTLD_GLOBAL)
        for name in ("gs_findings", "gs_counts", "gs_counts_of", "gs_printed"):
            getattr(_runtime, name).restype = ctypes.c_void_p


def load(key: str, data: bytes, rows: bytes, places: list[int]) -> None:
    """Load a compiled kernel, once; `rows` are its lines.

    `places` in the file: where code begins and ends, where constants begin, how many bytes.
    """
    if key not in _modules:
        _modules[key] = _Loaded(data, rows, places)


def run(
    key: str,
    entry: str,
    shape: list[int],
    arguments: list[Any],
    buffers: list[np.ndarray],
    variables: list[list[Any]],
    settings: list[int],
    masks: list[Any],
) -> list[Any]:
    """Run a kernel.

    `shape`: grid and block. An argument is bytes, or [buffer, offset]. `variables`: [offset in the
    file, size, number, space, bytes or None]. `settings`: dynamic shared bytes, budget,
    seed, milliseconds of CPU time.
    Returns status, changed buffers, variables, findings, counts and those by region, printed text.
    """
    runtime = _runtime
    assert runtime is not None
    module = _modules[key]
    arena = _Arena(buffers)
    table = [
        _BUFFER.pack(a, b.nbytes, n, 0, 0)
        for n, (a, b) in enumerate(zip(arena.starts, buffers, strict=True))
    ]
    keep: list[Any] = []
    for n, mask in enumerate(masks):
        if mask is not None:
            keep.append(mask)
            table[n] = _BUFFER.pack(arena.starts[n], buffers[n].nbytes, n, 0, mask.ctypes.data)
    for offset, size, number, space, value in variables:
        address = module.base + offset
        if value is not None:
            ctypes.memmove(address, value, size)
        table.append(_BUFFER.pack(address, size, number, space, 0))
    dynamic, budget, seed, milliseconds = settings
    if dynamic:
        address = ctypes.addressof(ctypes.c_char.in_dll(runtime, "gs_dynamic"))
        table.append(_BUFFER.pack(address, dynamic, 0xFFFE, 1, 0))
    values = [_argument(a, arena) for a in arguments]
    cells = [ctypes.create_string_buffer(v, max(16, len(v))) for v in values]
    pointers = (ctypes.c_void_p * (len(cells) + 1))(*map(ctypes.addressof, cells))
    regions = ctypes.create_string_buffer(b"".join(table), 40 * len(table) or 1)
    order = _ORDER.pack(
        *shape, len(table), module.row_count,
        ctypes.cast(getattr(module.library, entry), ctypes.c_void_p).value or 0,
        ctypes.addressof(pointers), ctypes.addressof(regions), ctypes.addressof(module.rows),
        module.base, module.low, module.high, budget, seed, module.constants,
        module.constants_size, milliseconds,
    )  # fmt: skip
    sys.stdout.flush()
    status = runtime.gs_launch(order)
    counted = ctypes.c_uint32()
    findings = _bytes(runtime.gs_findings(ctypes.byref(counted)), counted.value * FINDING)
    counts = [_bytes(runtime.gs_counts(), COUNTS)]
    counts += [_bytes(runtime.gs_counts_of(n), COUNTS) for n in range(len(buffers))]
    printed = _bytes(runtime.gs_printed(ctypes.byref(counted)), counted.value)
    changed = [
        ctypes.string_at(module.base + offset, size) if space in (0, 3) else b""
        for offset, size, _, space, _ in variables
    ]
    return [status, arena.back(), changed, findings, counts, printed]


FINDING = 160
COUNTS = 104


def _bytes(address: int | None, size: int) -> bytes:
    return ctypes.string_at(address, size) if address and size else b""


def _argument(a: Any, arena: _Arena) -> bytes:
    if isinstance(a, bytes):
        return a
    number, offset = a
    return struct.pack("=Q", 0 if number < 0 else arena.starts[number] + offset)


class _Arena:
    """The arrays of a launch: each at a multiple of 4 KB, far from the next."""

    def __init__(self, buffers: list[np.ndarray]) -> None:
        import mmap

        sizes = [-(-b.nbytes // _PAGE) * _PAGE for b in buffers]
        self._memory = mmap.mmap(-1, sum(sizes) + _GAP * (len(sizes) + 1))
        self._view = (ctypes.c_char * len(self._memory)).from_buffer(self._memory)
        start = ctypes.addressof(self._view)
        self.starts = []
        self._sizes = [b.nbytes for b in buffers]
        at = _GAP
        for size, buffer in zip(sizes, buffers, strict=True):
            self.starts.append(start + at)
            if buffer.nbytes:
                ctypes.memmove(start + at, buffer.ctypes.data, buffer.nbytes)
            at += size + _GAP

    def back(self) -> list[Any]:
        """Copies of the arrays as they are now."""
        import numpy as np

        return [
            np.frombuffer(ctypes.string_at(start, size), np.uint8)
            for start, size in zip(self.starts, self._sizes, strict=True)
        ]
