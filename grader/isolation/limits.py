"""What a worker may use: resource limits it takes on itself, clocks the judge reads."""

from __future__ import annotations

import contextlib
import math
import os
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from .types import Limits

LINUX = sys.platform == "linux"
WALL_PER_CPU = 5  # a check may sleep, wait and be descheduled this much
_FILES = 256  # open descriptors
_FILE_BYTES = 64 << 20  # largest file a worker may write


def confine(limits: Limits, cpu_by_rlimit: bool) -> list[str]:
    """Give up, in a worker that has not seen the student's code, what it will not need.

    Returns the names of what is in force. A sandbox adds its layers here.
    """
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, _FILES)
    _lower(resource.RLIMIT_FSIZE, _FILE_BYTES)
    layers = ["file limits"]
    if LINUX:
        _lower(resource.RLIMIT_AS, address_space() + limits.memory)
        layers.append("memory limit")
    if cpu_by_rlimit:
        # The hard limit outlives a judge that was killed and a student who ignores SIGXCPU.
        _lower(resource.RLIMIT_CPU, math.ceil(_own_cpu() + limits.cpu + limits.wall))
        allow_cpu(limits.cpu)
        layers.append("CPU limit by the kernel")
    return layers


_last_size = 0


def address_space() -> int:
    """Bytes of addresses this process has; where /proc is gone, those it or its parent had then."""
    global _last_size
    with contextlib.suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        _last_size = pages * resource.getpagesize()
    return _last_size


def allow_cpu(seconds: float) -> None:
    """Let this process run `seconds` more before the kernel ends it with SIGXCPU."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = math.ceil(_own_cpu() + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _lower(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    value = value if hard < 0 else min(value, hard)
    resource.setrlimit(kind, (value, value))


def cpu_clock(pid: int) -> Callable[[], float] | None:
    """A function that says how many seconds of CPU time the process has used; None: no such clock.

    After the process died the function says what it said last.
    """
    if not LINUX:
        return None
    clock = (~pid << 3) | 2  # CPUCLOCK_SCHED of a process, as in the kernel's posix-timers.h
    last = 0.0

    def used() -> float:
        nonlocal last
        with contextlib.suppress(OSError):
            last = time.clock_gettime(clock)
        return last

    try:
        time.clock_gettime(clock)
    except OSError:  # kernels of some containers
        return None
    return used


class OverLimit(Exception):
    """A clock ran out."""

    def __init__(self, clock: str, limit: float) -> None:
        super().__init__(clock, limit)
        self.clock = clock
        self.limit = limit


class Clocks:
    """The judge's clocks for one worker; time counts only while the judge waits for it."""

    def __init__(self, limits: Limits, cpu_used: Callable[[], float] | None) -> None:
        self._limits = limits
        self._cpu_used = cpu_used
        self._cores = os.cpu_count() or 1
        self._waited = 0.0  # in waits that are over
        self._since = 0.0  # start of the present wait
        self.restart(limits.cpu)

    def restart(self, cpu: float) -> None:
        """Give the worker `cpu` seconds of CPU time from now on, five times that to wait for."""
        self.cpu = cpu
        self._cpu_end = (self._cpu_used() if self._cpu_used else 0.0) + cpu
        self._wall_end = self._waited + WALL_PER_CPU * cpu

    def start(self) -> None:
        """The judge begins to wait."""
        self._since = time.monotonic()

    def stop(self) -> None:
        """The judge no longer waits."""
        self._waited += time.monotonic() - self._since

    def look(self) -> float:
        """Seconds until no limit can have been reached before. Raises OverLimit."""
        waited = self._waited + time.monotonic() - self._since
        wall_left = self._wall_end - waited
        life_left = self._limits.wall - waited
        cpu_left = self._cpu_end - self._cpu_used() if self._cpu_used else math.inf
        if cpu_left <= 0:
            raise OverLimit("cpu", self.cpu)
        if wall_left <= 0:
            raise OverLimit("wall", WALL_PER_CPU * self.cpu)
        if life_left <= 0:
            raise OverLimit("wall", self._limits.wall)
        # CPU time runs at most once per core. The floor keeps the last looks from spinning.
        return max(0.002, min(wall_left, life_left, cpu_left / self._cores))
