"""Starts workers at a level of isolation."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Literal, Self
from weakref import WeakSet

from .client import Worker
from .errors import LaunchError
from .forking import ForkServer
from .inline import Inline
from .limits import LINUX
from .link import Link
from .spawning import Spawner
from .types import BASE, FENCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .types import Level, Limits


# What a worker needs of ours later, when all files may be closed to it.
_LATER = ("grader.isolation.forbidding",)


class Launcher:
    """A source of workers that have `libraries` and the modules of `preload` loaded.

    `start` may be called from several threads. Leaving the context ends every worker.
    """

    def __init__(
        self,
        libraries: Sequence[str] = ("numpy",),
        level: Level = "process",
        preload: Sequence[str] = ("grader.blocks",),
        method: Literal["fork", "spawn"] = "fork" if LINUX else "spawn",
        fences: Sequence[str] | None = None,
    ) -> None:
        """Begin to warm up without waiting for it. Raises LaunchError.

        `fences` of a sandbox are raised alone, for tests; a worker may then lack the base.
        """
        if level == "sandbox" and (not LINUX or method != "fork"):
            raise LaunchError("a sandbox needs Linux")
        self.level: str = level
        self._fences = fences
        self.layers: tuple[str, ...] = ()  # in force in the worker started last
        self._libraries = tuple(libraries)
        self._preload = (*preload, *_LATER)
        self._method = method
        self._lock = threading.Lock()
        self._workers: WeakSet[Worker] = WeakSet()
        self._source = self._new_source() if level != "none" else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self, limits: Limits) -> Worker:
        """A fresh worker. Raises LaunchError."""
        worker = Worker(Inline(limits)) if self.level == "none" else self._started(limits)
        self.layers = worker.layers
        self._workers.add(worker)
        return worker

    def close(self) -> None:
        """End every worker and whatever starts them."""
        for worker in list(self._workers):
            worker.close()
        with self._lock:
            source, self._source = self._source, None
        if source is not None:
            source.close()

    def _started(self, limits: Limits) -> Worker:
        source = self._living()
        try:
            worker = self._linked(source, limits)
        except LaunchError:
            # A student's code can have killed the server a moment ago, but not from a sandbox.
            if self.level == "sandbox" or not source.lost():
                raise
            worker = self._linked(self._living(), limits)
        if self.level == "sandbox" and self._fences is None:
            missing = [layer for layer in BASE if layer not in worker.layers]
            if missing:
                worker.close()
                raise LaunchError(f"the sandbox lacks {' and '.join(missing)}")
        return worker

    def _living(self) -> ForkServer | Spawner:
        with self._lock:
            if self._source is None:
                raise LaunchError("this launcher is closed")
            if not self._source.alive:
                self._source.close()
                self._source = self._new_source()
            return self._source

    def _linked(self, source: ForkServer | Spawner, limits: Limits) -> Worker:
        return Worker(Link(source.start(), limits, spawned=self._method == "spawn"))

    def _new_source(self) -> ForkServer | Spawner:
        if self._method == "spawn":
            return Spawner(self._libraries, self._preload)
        fences = None
        if self.level == "sandbox":
            fences = FENCES if self._fences is None else self._fences
        return ForkServer(self._libraries, self._preload, fences)
