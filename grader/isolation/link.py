"""The judge's line to one worker process: messages, clocks, printed output, and its end."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import select
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Any, Literal, NoReturn, Protocol, TypeVar

from .channel import Channel, Incoming, pack
from .errors import Ended, LaunchError
from .limits import Clocks, OverLimit, cpu_clock
from .types import Limits
from .wire import Buffer, Malformed

T = TypeVar("T")
Answer = Callable[[Incoming], "list[Buffer]"]

_READY = Limits(cpu=60.0, wall=60.0)  # until a new worker must have answered, imports included
_GRACE = 0.2  # seconds a worker whose socket closed has to end by itself and say how
_READ = 1 << 16
_READS = 16  # at most, per look at the pipe: a thread that prints for ever keeps nobody here


class Process(Protocol):
    """A started worker process."""

    pid: int
    sock: socket.socket
    output: int  # the reading end of its standard output and error

    def status(self, grace: float) -> int | None:
        """Its exit code, negative for a signal, after killing it if it outlives `grace` seconds.

        Raises LaunchError where a sandbox broke down around it.
        """

    def discard(self) -> None:
        """Kill it, with all it started, and leave nothing of it behind."""


class Escaped(BaseException):
    """An exception of a trusted function that the worker called."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(error)
        self.error = error


class Link:
    """Exchanges messages with a process within its limits."""

    shared = False  # with other workers: the modules of its process

    def __init__(self, process: Process, limits: Limits, spawned: bool = False) -> None:
        """Confine the worker. Raises LaunchError when it does not come to life."""
        self.answer: Answer  # what to say to a callback
        self.limits = limits
        self._process = process
        self._ended: Ended | None = None
        self._printed = bytearray()
        self._dropped = False
        self._poller = select.poll()
        self._poller.register(process.output, select.POLLIN)
        os.set_blocking(process.output, False)
        self._channel = Channel(process.sock, self._wait)
        clock = None if spawned else cpu_clock(process.pid)
        self._clocks = Clocks(_READY, clock)
        start = pack(["start", dataclasses.asdict(limits), clock is None])  # type: ignore[list-item]
        try:
            ready = self.exchange(start, lambda message: message.body)
        except Ended as problem:
            said = self._printed.decode("utf-8", "replace")[-2000:]
            raise LaunchError(f"a new worker does not answer: {problem.facts} {said}") from None
        self.layers = (*map(str, ready[1]), *(["CPU clock"] if clock else []), "wall clock")
        self._clocks = Clocks(limits, clock)
        self.clear_output()

    def exchange(self, pieces: list[Buffer], read: Callable[[Incoming], T]) -> T:
        """Send a message, answer callbacks, read the reply with `read`. Raises Ended."""
        if self._ended is not None:
            raise Ended(self._ended.kind, self._ended.facts)
        self._clocks.start()
        try:
            while True:
                self._clocks.look()  # many messages, each too quick to be waited for, add up
                self._channel.send(pieces)
                message = self._channel.receive(self.limits.message)
                if type(message.body) is not list or not message.body:
                    raise Malformed("a reply that is none")
                if message.body[0] != "callback":
                    return read(message)
                pieces = self.answer(message)
        except OverLimit as over:
            self.end("timeout", {"clock": over.clock, "limit": over.limit})
        except (EOFError, OSError):
            self._died()
        except Malformed as problem:
            self.end("wire", {"problem": str(problem)})
        finally:
            self._clocks.stop()

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """The judge works for itself: the worker's wall clock stands."""
        self._clocks.stop()
        try:
            yield
        finally:
            self._clocks.start()

    def restart(self, cpu: float) -> None:
        """Start the clocks of a new check."""
        self._clocks.restart(cpu)

    def end(
        self, kind: Literal["timeout", "memory", "crashed", "wire"], facts: dict[str, Any]
    ) -> NoReturn:
        """Kill the worker and raise how it ended, now and at every later operation."""
        if self._ended is None:
            self._ended = Ended(kind, facts)
            self._close()
        raise Ended(self._ended.kind, self._ended.facts)

    def interrupt(self) -> None:
        """Hang up, from any thread: whoever waits for the worker hears that it ended."""
        with contextlib.suppress(OSError):  # it is closed already
            self._process.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Kill the worker. Does nothing the second time."""
        if self._ended is None:
            self._ended = Ended("crashed", {"signal": "SIGKILL", "exit": None})
            self._close()

    def output(self) -> tuple[bytes, bool]:
        """What was printed since the last clearing and is kept, and whether it was cut."""
        self._drain()
        return bytes(self._printed), self._dropped

    def clear_output(self) -> None:
        """Forget what was printed."""
        self._drain()
        self._printed.clear()
        self._dropped = False

    def _died(self) -> NoReturn:
        try:
            status = self._process.status(_GRACE)
        except LaunchError:
            self.close()
            raise
        if status is None or status >= 0:
            self.end("crashed", {"signal": None, "exit": status})
        if -status == signal.SIGXCPU:  # the kernel kept the CPU clock
            self.end("timeout", {"clock": "cpu", "limit": self._clocks.cpu})
        try:
            name = signal.Signals(-status).name
        except ValueError:  # a real-time signal
            name = f"SIG{-status}"
        self.end("crashed", {"signal": name, "exit": None})

    def _close(self) -> None:
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(OSError):
                kill(self._process.pid, signal.SIGKILL)
        self._drain()
        self._process.sock.close()
        os.close(self._process.output)
        self._process.discard()

    def _wait(self, event: int) -> None:
        self._poller.register(self._process.sock, event)
        while True:
            ready = [fd for fd, _ in self._poller.poll(1000 * self._clocks.look())]
            if self._process.output in ready:
                self._drain()
            if self._process.sock.fileno() in ready:
                return

    def _drain(self) -> None:
        if self._ended is not None and self._process.sock.fileno() < 0:
            return
        for _ in range(_READS):
            try:
                data = os.read(self._process.output, _READ)
            except BlockingIOError:
                return
            if not data:  # the worker closed both its ends
                with contextlib.suppress(KeyError):
                    self._poller.unregister(self._process.output)
                return
            room = self.limits.output - len(self._printed)
            self._printed += data[:room]
            self._dropped |= len(data) > room
