"""The judge's side of the fork server: starts it, orders workers from it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import subprocess
import threading
from typing import TYPE_CHECKING, Any

from .errors import LaunchError
from .program import command, environment
from .scratch import make, remove

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WARM = 120.0  # seconds the server has for its imports
_PATIENCE = 20.0  # seconds for anything later: the server itself runs no student's code


class ForkServer:
    """A running fork server. Safe for several threads."""

    def __init__(
        self,
        libraries: Sequence[str],
        preload: Sequence[str],
        fences: Sequence[str] | None = None,
    ) -> None:
        """Start it without waiting for it; `fences` of a sandbox. Raises LaunchError."""
        self.sandboxed = fences is not None
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._lock = threading.Lock()
        self._ready = False
        self._hung_up = False  # its socket closes a while before it can be waited for
        self._ahead: _Order | None = None  # the next worker, forked while this one is at work
        try:
            self._folder = make()
        except OSError as problem:
            self._control.close()
            theirs.close()
            raise LaunchError(f"no folder for workers: {problem}") from None
        with theirs:
            try:
                self._program = subprocess.Popen(  # noqa: S603 - our own command line
                    command("forkserver", theirs.fileno(), libraries, preload, fences),
                    env=environment(),
                    pass_fds=[theirs.fileno()],
                    cwd=self._folder,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    process_group=0,
                )
            except OSError as problem:
                self._control.close()
                remove(self._folder)
                raise LaunchError(f"the fork server does not start: {problem}") from None

    @property
    def alive(self) -> bool:
        """False once the server ended, or is ending."""
        return not self._hung_up and self._program.poll() is None

    def lost(self) -> bool:
        """Whether a server that had come to work ended, or is ending."""
        return self._ready and not self.alive

    def start(self) -> ForkedProcess:
        """A new worker, forked but not yet confined. Raises LaunchError."""
        with self._lock:
            self._handshake()
            ahead, self._ahead = self._ahead, None
            try:
                try:
                    process = self._forked(ahead or self._order())
                except _NotForked:
                    if ahead is None:
                        raise
                    process = self._forked(self._order())  # there may be room by now
            except OSError as problem:
                raise LaunchError(f"the fork server is gone: {problem}") from None
            with contextlib.suppress(OSError):  # which the next to ask will hear
                self._ahead = self._order()
        return process

    def reap(self, pid: int, grace: float) -> int | None:
        """The exit code of a worker that is made to end; None when the server is gone too."""
        with self._lock, contextlib.suppress(OSError, LaunchError):
            if self._ahead is not None:
                self._ahead.answered(self._reply)  # it comes first
            self._send(_message("reap", pid=pid, grace=grace))
            status = self._reply(grace + _PATIENCE)["status"]
            return None if status is None else int(status)
        return None

    def drop(self, pid: int) -> None:
        """Have a worker killed, with all it started, without waiting."""
        with self._lock, contextlib.suppress(OSError):
            self._send(_message("drop", pid=pid))

    def close(self) -> None:
        """End the server and all workers; returns when they are gone."""
        self._control.close()
        if self._ahead is not None:
            self._ahead.cancel()
        # One still importing has no workers and nothing to clean up after; one gone never will.
        if self._hung_up or not self._ready:
            self._program.kill()
        try:
            self._program.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.wait()
        remove(self._folder)  # where the server could not

    def _handshake(self) -> None:
        if not self._ready:
            message = self._reply(_WARM)
            if not message.get("ready"):
                raise LaunchError(f"no worker can be made: {message.get('error')}")
            self._ready = True

    def _order(self) -> _Order:
        return _Order(self._send)

    def _forked(self, order: _Order) -> ForkedProcess:
        try:
            answer = order.answered(self._reply)
            if "pid" not in answer:
                raise _NotForked(f"no process for a worker: {answer.get('error')}")
        except BaseException:
            order.cancel()
            raise
        return ForkedProcess(self, int(answer["pid"]), order.sock, order.output)

    def _send(self, order: bytes, *descriptors: int) -> None:
        try:
            socket.send_fds(self._control, [order], descriptors)
        except (BrokenPipeError, ConnectionResetError):
            self._hung_up = True
            raise

    def _reply(self, patience: float) -> dict[str, Any]:
        poller = select.poll()
        poller.register(self._control, select.POLLIN)
        if not poller.poll(1000 * patience):
            self._hung_up = True  # what it says later would be taken for another answer
            raise LaunchError(f"the fork server is silent for {patience:g} s")
        try:
            data = self._control.recv(1 << 16)
        except ConnectionResetError:
            data = b""
        if not data:
            self._hung_up = True
            raise LaunchError("the fork server ended")
        return dict(json.loads(data))


class ForkedProcess:
    """A worker forked by the server."""

    def __init__(self, server: ForkServer, pid: int, sock: socket.socket, output: int) -> None:
        self.pid = pid
        self.sock = sock
        self.output = output
        self._server = server
        self._gone = False

    def status(self, grace: float) -> int | None:
        """Its exit code, negative for a signal, after killing it if it outlives `grace` seconds."""
        self._gone = True
        status = self._server.reap(self.pid, grace)
        if status is None and self._server.sandboxed:
            # No sandboxed code reaches its server: this is not the student's doing.
            raise LaunchError("the fork server was killed")
        return status

    def discard(self) -> None:
        """Kill it, with all it started, and leave nothing of it behind."""
        if not self._gone:
            self._gone = True
            self._server.drop(self.pid)


class _NotForked(LaunchError):
    pass


class _Order:
    """A worker asked for: our ends of its lines, and what the server says once it is heard."""

    def __init__(self, send: Callable[..., None]) -> None:
        """Raises OSError."""
        self.sock, theirs = socket.socketpair()
        self.output, writing = os.pipe()
        self._answer: dict[str, Any] | None = None
        try:
            send(_message("fork"), theirs.fileno(), writing)
        except BaseException:
            self.cancel()
            raise
        finally:
            theirs.close()
            os.close(writing)

    def answered(self, read: Callable[[float], dict[str, Any]]) -> dict[str, Any]:
        """The server's word: a `pid`, or an `error`. Raises LaunchError."""
        if self._answer is None:
            self._answer = read(_PATIENCE)
        return self._answer

    def cancel(self) -> None:
        """Close our ends; the worker ends for want of a judge."""
        self.sock.close()
        os.close(self.output)


def _message(do: str, **facts: float) -> bytes:
    return json.dumps({"do": do, **facts}).encode()
