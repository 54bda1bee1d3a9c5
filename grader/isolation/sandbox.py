"""The fence around a sandboxed worker: prepared where workers are forked from, entered by each.

Layers are independent: each refuses by itself what it is for. What every worker must have is the
system call filter and, about files, Landlock or the filter's harder form; namespaces and an account
of its own are added where they are to be had.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import resource
import secrets
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from . import accounts, landlock, late, namespaces
from .kernel import (
    PR_SET_DUMPABLE,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    drop_capabilities,
    prctl,
)
from .limits import address_space
from .readable import DEVICES, MACHINE, libraries, reachable_by_others
from .seccomp import Filter

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_THREADS = 256  # beyond what runs already, where threads are counted by account
_OWN_THREADS = 64  # for an account that has nothing else


class Sandbox:
    """The fence of one fork server."""

    def __init__(self, fences: Collection[str]) -> None:
        """Before anything is imported that starts threads: a user namespace is for one thread."""
        self._fences = frozenset(fences)
        self._space = namespaces.attempt() if "namespaces" in self._fences else None
        self._rules: int | None = None
        self._filter: Filter | None = None
        self._numbers: range | None = None
        self._threads = 0
        self.late_imports = True

    def prepare(self, names: Sequence[str]) -> None:
        """After the imports: everything a worker only has to take on. Raises OSError."""
        self._numbers = accounts.spares() if "account" in self._fences else None
        landlocked = landlock.version() >= landlock.ENOUGH
        no_files = {"landlock", "seccomp"} <= self._fences and not landlocked
        readable = libraries(tuple(names))
        shown = [*readable, *MACHINE]
        if self._space is not None and not self._space.takes(shown, DEVICES):
            self._space = None
        hidden = self._numbers is not None and not all(map(reachable_by_others, readable))
        self.late_imports = not no_files and (self._space is not None or not hidden)
        if not self.late_imports:
            late.load(names)
        self._threads = _running() + _THREADS
        address_space()
        if self._space is not None:
            self._space.enter(Path.cwd(), shown, DEVICES)
        if "landlock" in self._fences and landlocked:
            scratch = [self._space.scratch.parent] if self._space else []
            rules = landlock.ruleset(shown, scratch, DEVICES)
            self._rules = fcntl.fcntl(rules, fcntl.F_DUPFD_CLOEXEC, 16)
            os.close(rules)
        if "seccomp" in self._fences:
            self._filter = Filter(no_files)

    @property
    def kept(self) -> tuple[int, ...]:
        """Descriptors a new worker needs until it has entered."""
        return () if self._rules is None else (self._rules,)

    @property
    def home(self) -> Path | None:
        """Where workers live, if not in the folder made for them."""
        return self._space.scratch if self._space else None

    def settle(self) -> tuple[int | None, list[str]]:
        """In a new worker, while it still may: its account's number, its own scratch space."""
        number = secrets.choice(self._numbers) if self._numbers else None
        return number, self._space.settle(number) if self._space else []

    def enter(self, number: int | None, server: int) -> list[str]:
        """In a new worker: close the fence. Returns the layers; raises OSError."""
        layers = ["thread limit", *(["later imports"] if self.late_imports else [])]
        _limit(self._threads if number is None else _OWN_THREADS)
        if number is not None:
            accounts.become(number)
            layers.append("own account")
        if "capabilities" in self._fences:
            drop_capabilities()  # root's, or those over a user namespace
            layers.append("no capabilities")
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # a change of account wiped it
        if os.getppid() != server:
            os._exit(1)
        prctl(PR_SET_DUMPABLE, 0)
        prctl(PR_SET_NO_NEW_PRIVS, 1)
        layers += ["not traceable", "no new privileges"]
        if self._rules is not None:
            landlock.restrict(self._rules)
            os.close(self._rules)
            layers += landlock.layers()
        if self._filter is not None:
            self._filter.load(os.getpid())
            layers += ["system calls", *(["no files"] if self._filter.files else [])]
        return layers


def _running() -> int:
    """Threads of the whole machine, hence at least those of this account."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/loadavg").read_text("ascii").split()[3].partition("/")[2])
    return 0


def _limit(threads: int) -> None:
    for kind, value in (
        (resource.RLIMIT_NPROC, threads),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_NICE, 0),
        (resource.RLIMIT_RTPRIO, 0),
        (resource.RLIMIT_SIGPENDING, 256),
    ):
        _, hard = resource.getrlimit(kind)
        lower = value if hard < 0 else min(value, hard)
        resource.setrlimit(kind, (lower, lower))
