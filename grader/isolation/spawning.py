"""Workers as fresh programs, for systems where a warm process cannot be forked safely."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import threading
from typing import TYPE_CHECKING

from .errors import LaunchError
from .program import command, environment
from .scratch import make, remove

if TYPE_CHECKING:
    from collections.abc import Sequence


class Spawner:
    """Starts programs, always one ahead: its imports overlap the judge's work."""

    def __init__(self, libraries: Sequence[str], preload: Sequence[str]) -> None:
        self._libraries = tuple(libraries)
        self._preload = tuple(preload)
        self._lock = threading.Lock()
        self._spare: SpawnedProcess | None = self._spawn()

    alive = True

    def lost(self) -> bool:
        """Never: every program stands alone."""
        return False

    def start(self) -> SpawnedProcess:
        """A new worker, not yet confined. Raises LaunchError."""
        with self._lock:
            process, self._spare = self._spare or self._spawn(), None
            self._spare = self._spawn()
        return process

    def close(self) -> None:
        """End the spare."""
        with self._lock:
            if self._spare is not None:
                self._spare.close()
                self._spare = None

    def _spawn(self) -> SpawnedProcess:
        return SpawnedProcess(self._libraries, self._preload)


class SpawnedProcess:
    """A worker that is a program of its own."""

    def __init__(self, libraries: Sequence[str], preload: Sequence[str]) -> None:
        self.sock, theirs = socket.socketpair()
        try:
            self._folder = make()
        except OSError as problem:
            self.sock.close()
            theirs.close()
            raise LaunchError(f"no folder for a worker: {problem}") from None
        self.output, writing = os.pipe()
        try:
            self._program = subprocess.Popen(  # noqa: S603 - our own command line
                command("spawned", theirs.fileno(), libraries, preload),
                env=environment(),
                pass_fds=[theirs.fileno()],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=writing,
                stderr=writing,
                process_group=0,
            )
        except OSError as problem:
            self.close()
            raise LaunchError(f"no worker starts: {problem}") from None
        finally:
            theirs.close()
            os.close(writing)
        self.pid = self._program.pid

    def status(self, grace: float) -> int | None:
        """Its exit code, negative for a signal, after killing it if it outlives `grace` seconds."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._program.wait(grace)
        return self._end()

    def discard(self) -> None:
        """Kill it, with its group, and leave nothing of it behind."""
        self._end()
        remove(self._folder)

    def close(self) -> None:
        """Discard it and close this side's descriptors: nobody uses them."""
        self.sock.close()
        os.close(self.output)
        self.discard()

    def _end(self) -> int:
        if self._program.returncode is None:  # so its number is still its own
            with contextlib.suppress(OSError):
                os.killpg(self._program.pid, signal.SIGKILL)
            self._program.kill()
        return self._program.wait()
