"""`cupy.cuda` and the modules below it: streams and events where everything is done at once."""

from __future__ import annotations

import time
from typing import Any, Self

from .arrays import MemoryPointer


class CUDARuntimeError(RuntimeError):
    """What a card would have reported."""


class CUDADriverError(RuntimeError):
    """What a card's driver would have reported."""


class CompileException(Exception):
    """The source does not compile."""


class Device:
    """`cupy.cuda.Device`: the one there is."""

    def __init__(self, device: int = 0) -> None:
        self.id = device

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave."""

    def use(self) -> None:
        """Make it current, which it is."""

    def synchronize(self) -> None:
        """Wait for nothing: a launch returns when it is done."""


class Stream:
    """`cupy.cuda.Stream`: work is done in order, at once."""

    def __init__(self, *_: object, **__: object) -> None:
        """Take whatever CuPy's takes."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave."""

    def use(self) -> Self:
        """Make it current."""
        return self

    def synchronize(self) -> None:
        """Wait for nothing."""

    def record(self, event: Event | None = None) -> Event:
        """Record an event now."""
        event = event or Event()
        event.record()
        return event


class Event:
    """`cupy.cuda.Event`: a moment on this machine's clock, which says nothing about a card."""

    def __init__(self, *_: object, **__: object) -> None:
        self._at = 0.0

    def record(self, stream: Stream | None = None) -> None:
        """Note the time."""
        del stream
        self._at = time.perf_counter()

    def synchronize(self) -> None:
        """Wait for nothing."""


def elapsed(start: Event, end: Event) -> float:
    """Milliseconds between two events."""
    return 1000 * (end._at - start._at)  # noqa: SLF001  # its module's class


def nothing(*_: object, **__: object) -> None:
    """Do what there is to do here: nothing."""


def zero(*_: object) -> int:
    """The only device's number, a status of no error."""
    return 0


def one(*_: object) -> int:
    """One device."""
    return 1


def available() -> bool:
    """True: kernels run, if not on a card."""
    return True


MODULES: dict[str, dict[str, Any]] = {
    "cupy.cuda": {
        "__doc__": "Streams, events and the device.",
        "Device": Device,
        "Event": Event,
        "MemoryPointer": MemoryPointer,
        "Stream": Stream,
        "get_elapsed_time": elapsed,
        "is_available": available,
    },
    "cupy.cuda.runtime": {
        "CUDARuntimeError": CUDARuntimeError,
        "deviceSynchronize": nothing,
        "getDevice": zero,
        "getDeviceCount": one,
        "getLastError": zero,
    },
    "cupy.cuda.driver": {"CUDADriverError": CUDADriverError},
    "cupy.cuda.compiler": {"CompileException": CompileException},
    "cupy.cuda.stream": {"Event": Event, "Stream": Stream},
}
