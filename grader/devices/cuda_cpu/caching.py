"""Compiled kernels kept on disk, written by the trusted side alone: JSON and machine code."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import struct
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from .building import Code, Variable
from .compilers import NATIVE
from .types import KernelInfo, ParameterInfo, SymbolInfo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .compilers import Compiler

_MAGIC = b"gradsteps kernel 1\n"
_KEPT = 2000  # files; the oldest go


@cache
def _native(part: str) -> str:
    digest = hashlib.sha256()
    for path in sorted((NATIVE / part).iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for path in sorted(NATIVE.parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def key_of(
    compiler: Compiler, part: str, source: str, options: Sequence[str], names: Sequence[str]
) -> str:
    """The name of what comes out of this: of everything that it depends on."""
    whole = [compiler.version, _native(part), source, list(options), list(names)]
    return hashlib.sha256(json.dumps(whole).encode()).hexdigest()


class Cache:
    """A folder of compiled files; None keeps nothing. Files of others are never read."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """What was put under the key, if it is whole."""
        if self._folder is None:
            return None
        path = self._folder / key
        try:
            status = path.lstat()
            if status.st_uid != os.geteuid() or status.st_mode & 0o022:
                return None
            data = path.read_bytes()
        except OSError:
            return None
        digest, _, rest = data[len(_MAGIC) :].partition(b"\n")
        whole = data.startswith(_MAGIC) and hashlib.sha256(rest).hexdigest().encode() == digest
        return rest if whole else None

    def put(self, key: str, data: bytes) -> None:
        """Keep; a folder that cannot be written keeps nothing."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = self._folder / f".{key}.{os.getpid()}"
            digest = hashlib.sha256(data).hexdigest().encode()
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(_MAGIC + digest + b"\n" + data)
            part.replace(self._folder / key)
            self._forget_old()

    def _forget_old(self) -> None:
        assert self._folder is not None
        files = [p for p in self._folder.iterdir() if not p.name.startswith(".")]
        if len(files) > _KEPT:
            for path in sorted(files, key=lambda p: p.stat().st_mtime)[: len(files) // 4]:
                path.unlink(missing_ok=True)


def packed(code: Code) -> bytes:
    """A module as bytes."""
    head = {
        "places": code.places,
        "variables": [asdict(v) for v in code.variables],
        "initial": [i.hex() for i in code.initial],
        "kernels": {name: asdict(k) for name, k in code.kernels.items()},
        "entries": dict(code.entries),
        "symbols": {name: asdict(s) for name, s in code.symbols.items()},
        "dynamic": code.dynamic,
        "bounds": dict(code.bounds),
        "indexed": dict(code.indexed),
    }
    text = json.dumps(head).encode()
    return struct.pack("=QQ", len(text), len(code.rows)) + text + code.rows + code.data


def unpacked(data: bytes) -> Code:
    """The module packed into `data`."""
    length, rows = struct.unpack_from("=QQ", data)
    head: dict[str, Any] = json.loads(data[16 : 16 + length])
    start = 16 + length
    return Code(
        data[start + rows :],
        data[start : start + rows],
        tuple(head["places"]),
        tuple(Variable(**v) for v in head["variables"]),
        tuple(bytes.fromhex(i) for i in head["initial"]),
        {name: _kernel(k) for name, k in head["kernels"].items()},
        head["entries"],
        {name: SymbolInfo(**s) for name, s in head["symbols"].items()},
        head["dynamic"],
        head["bounds"],
        head["indexed"],
    )


def _kernel(k: dict[str, Any]) -> KernelInfo:
    parameters = tuple(ParameterInfo(**p) for p in k["parameters"])
    return KernelInfo(k["name"], parameters, k["static_shared"], k["line"])
