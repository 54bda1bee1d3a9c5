"""Landlock: which files a worker may read and write, no TCP, no signals to others.

A ruleset is made once, in the process workers are forked from; a worker only takes it on. The right
to execute is given for no file: what is readable can be imported and mapped, never run. Only where
a compiler is confined are there folders of programs.
"""

from __future__ import annotations

import ctypes
import os
from typing import TYPE_CHECKING

from .kernel import call

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ENOUGH = 3  # the first version that covers truncation; below it files outside could be emptied

_EXECUTE = 1 << 0
_WRITE_FILE = 1 << 1
_READ_FILE = 1 << 2
_READ_DIR = 1 << 3
_REMOVE_DIR = 1 << 4
_REMOVE_FILE = 1 << 5
_MAKE_DIR = 1 << 7
_MAKE_REG = 1 << 8
_MAKE_SYM = 1 << 12
_REFER = 1 << 13
_TRUNCATE = 1 << 14
_READ = _READ_FILE | _READ_DIR
_WRITE = (
    _READ | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _MAKE_SYM | _REFER
) | _TRUNCATE
_OF_A_FILE = _EXECUTE | _READ_FILE | _WRITE_FILE | _TRUNCATE  # the rest is for folders only
# How many file rights each version knows.
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_NEWEST_RIGHTS = 16
_TCP = 0b11  # bind, connect
_SCOPES = 0b11  # abstract sockets, signals
_VERSION = 1  # flag: ask for the version
_BENEATH = 1  # kind of a rule


class _Attributes(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


def version() -> int:
    """The version this kernel has, asked by doing; 0: none."""
    try:
        return call("landlock_create_ruleset", None, 0, _VERSION)
    except OSError:
        return 0


def layers() -> list[str]:
    """What a ruleset of this kernel keeps."""
    newest = version()
    names = ((1, "Landlock files"), (4, "Landlock TCP"), (6, "Landlock signals and sockets"))
    return [name for least, name in names if newest >= least]


def ruleset(
    readable: Iterable[Path],
    writable: Iterable[Path],
    files: Iterable[Path],
    programs: Iterable[Path] = (),
) -> int:
    """A descriptor of a new ruleset. Raises OSError.

    `readable` paths may be read, with all beneath; `writable` folders may be written in too, and
    the device `files` written to; from `programs` may be run. Missing paths are left out.
    """
    newest = version()
    handled = (1 << _RIGHTS.get(newest, _NEWEST_RIGHTS)) - 1
    attributes = _Attributes(handled, _TCP if newest >= 4 else 0, _SCOPES if newest >= 6 else 0)
    size = 8 if newest < 4 else 16 if newest < 6 else 24
    rules = call("landlock_create_ruleset", ctypes.byref(attributes), size, 0)
    granted = [(path, _READ) for path in readable]
    granted += [(path, _READ | _EXECUTE) for path in programs]
    granted += [(path, _WRITE) for path in writable]
    granted += [(path, _READ_FILE | _WRITE_FILE) for path in files]
    for path, rights in granted:
        _allow(rules, path, rights & handled)
    return rules


def _allow(rules: int, path: Path, rights: int) -> None:
    try:
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            rights &= _OF_A_FILE
        rule = _Beneath(rights, folder)
        call("landlock_add_rule", rules, _BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(folder)


def restrict(rules: int) -> None:
    """Keep this process to the rules, for ever. Raises OSError."""
    call("landlock_restrict_self", rules, 0)
