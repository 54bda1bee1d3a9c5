"""Calls to Linux that Python has no function for."""

from __future__ import annotations

import ctypes
import os
import platform

_libc = ctypes.CDLL(None, use_errno=True)
_syscall = _libc.syscall
_syscall.restype = ctypes.c_long

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000

MS_RDONLY = 1
MS_NOSUID = 2
MS_NODEV = 4
MS_NOEXEC = 8
MS_REMOUNT = 32
MS_BIND = 4096
MS_REC = 16384
MS_PRIVATE = 1 << 18
MNT_DETACH = 2

# Calls without a function in every libc: their numbers, as on (x86-64, arm64).
_NUMBERS = {
    "pivot_root": (155, 41),
    "capset": (126, 91),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
}
MACHINES = ("x86_64", "aarch64")


def machine() -> int | None:
    """The column of this machine in tables of system calls; None: no table has it."""
    name = platform.machine()
    return (
        MACHINES.index(name) if name in MACHINES and ctypes.sizeof(ctypes.c_void_p) == 8 else None
    )


def call(name: str, *arguments: object) -> int:
    """Make a system call by its name in the table. Raises OSError."""
    column = machine()
    if column is None:
        raise OSError(f"no table of system calls for {platform.machine()}")
    # Every argument as a whole word: a variadic C function would read half of it otherwise.
    words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _checked(_syscall(ctypes.c_long(_NUMBERS[name][column]), *words), name)


def prctl(option: int, value: int, third: object = 0) -> None:
    """Set something of this process or thread. Raises OSError."""
    last = ctypes.c_ulong(third) if isinstance(third, int) else third
    zero = ctypes.c_ulong(0)
    _checked(_libc.prctl(option, ctypes.c_ulong(value), last, zero, zero), f"prctl {option}")


def unshare(flags: int) -> None:
    """Leave namespaces for new ones. Raises OSError."""
    _checked(_libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    """Mount; a bind mount has no kind. Raises OSError."""
    texts = [os.fsencode(text) for text in (source, target, kind)]
    done = _libc.mount(*texts, ctypes.c_ulong(flags), os.fsencode(data))
    _checked(done, f"mount {target}")


def unmount(target: str) -> None:
    """Take a mount away, in use or not. Raises OSError."""
    _checked(_libc.umount2(os.fsencode(target), MNT_DETACH), f"umount {target}")


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


def drop_capabilities() -> None:
    """Give up every capability; without a later exec none comes back. Raises OSError."""
    header = _Header(0x20080522, 0)
    none = (ctypes.c_uint32 * 6)()
    call("capset", ctypes.byref(header), none)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), what)
    return int(result)
