"""The device that a grader's workers run their kernels on, shared by all of them."""

from __future__ import annotations

import math
import os
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from grader.devices.cupy.kernel_log import KernelLog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.course import Exercise
    from grader.devices.cuda_cpu import Device
    from grader.isolation import Worker
    from grader.isolation.types import Level

BLOCKS = "grader.blocks"  # what every worker loads
SERVING = "grader.devices.cupy.serving"  # what one with kernels loads too
STEPS = 2_000_000  # memory accesses of one launch, for each second of the exercise's CPU limit


class Kernels:
    """Starts the device when a worker first needs it. May be used by several threads."""

    def __init__(self, level: Level) -> None:
        self._level = level
        self._device: Device | None = None
        self._lock = threading.Lock()

    def attach(self, worker: Worker, exercise: Exercise) -> None:
        """Let a worker's `cupy` compile and launch on the device, and keep a log of it."""
        from grader.devices.cupy.bridge import Bridge

        log = KernelLog()
        limits = exercise.limits
        budget = int(STEPS * limits.cpu)
        bridge = Bridge(self._started(), self._lock, log, limits.wall, budget=budget)
        worker.kernels = log
        worker.serve(SERVING, bridge.functions())

    @contextmanager
    def here(self) -> Iterator[None]:
        """Let this process import `cupy`, for code that is the course's own."""
        from grader.devices.cupy.bridge import Bridge
        from grader.devices.cupy.serving import Wired, installed

        bridge = Bridge(self._started(), self._lock, KernelLog(), math.inf, budget=10 * STEPS)
        with installed(Wired(bridge.functions())):
            yield

    def close(self) -> None:
        """End the device."""
        with self._lock:
            device, self._device = self._device, None
        if device is not None:
            device.close()

    def _started(self) -> Device:
        from grader.devices.cuda_cpu import Device

        with self._lock:
            if self._device is None:
                self._device = Device(self._level, cache_folder())
            return self._device


def cache_folder() -> Path | None:
    """Return where compiled kernels are kept, or None where nothing can be written."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(base) / "gradsteps" / "kernels"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None
