"""The process workers are forked from: warm, clean, and without any secret. Linux only.

It obeys one control socket: `fork`, `reap` (kill, say the exit status), `drop` (kill, say nothing).
A worker stays a zombie until the judge asks, so the judge can always signal it by its pid.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import gc
import json
import os
import select
import signal
import socket
import sys
import tempfile
import termios
import time
import traceback
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from .scratch import remove
from .serving import GONE, serve
from .warm import warm

if TYPE_CHECKING:
    from collections.abc import Callable

    from .sandbox import Sandbox

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_SWEEP = 1.0  # seconds given to a chain of processes that fork faster than they die


def main(
    descriptor: int, libraries: list[str], preload: list[str], fences: list[str] | None
) -> None:
    """Warm up, say so on the control socket, obey it until its other end is gone.

    The working directory is the server's own; every worker gets a folder in it. With `fences`
    workers are sandboxed.
    """
    control = socket.socket(fileno=descriptor)
    leave_terminal()
    sandbox = None
    try:
        if fences is not None:
            from .sandbox import Sandbox

            sandbox = Sandbox(fences)
        warm(libraries, preload)
        if sandbox is not None:
            sandbox.prepare(libraries)
    except BaseException as problem:  # noqa: BLE001 - whatever an import did, the judge is told
        _tell(control, {"error": f"{type(problem).__name__}: {problem}"[:2000]})
        return
    gc.collect()
    gc.freeze()
    with contextlib.suppress(OSError):  # the judge gave up meanwhile
        server = _Server(control, sandbox)
        try:
            _tell(control, {"ready": True})
            server.run()
        finally:
            server.end()


def _tell(control: socket.socket, message: dict[str, Any]) -> None:
    control.send(json.dumps(message).encode())


class _Server:
    def __init__(self, control: socket.socket, sandbox: Sandbox | None) -> None:
        self._control = control
        self._sandbox = sandbox
        self._libc = ctypes.CDLL(None)
        self._libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self._pid = os.getpid()
        self._scratch = Path.cwd()
        self._folders: dict[int, Path] = {}  # of each living worker, by pid
        self._dying: set[int] = set()
        self._started = 0

    def run(self) -> None:
        poller = select.poll()
        poller.register(self._control, select.POLLIN)
        while True:
            # A dropped worker takes a moment to die; it is reaped between orders.
            while self._dying and not poller.poll(1):
                for pid in list(self._dying):
                    self._reaped(pid, os.WNOHANG)
            data, descriptors, _, _ = socket.recv_fds(self._control, 4096, 2)
            if not data:
                return
            order = json.loads(data)
            if order["do"] == "fork":
                self._fork(*descriptors)
            elif order["do"] == "reap":
                self._reap(order["pid"], order["grace"])
            elif order["pid"] in self._folders:
                _kill(order["pid"])
                self._dying.add(order["pid"])

    def end(self) -> None:
        """Leave no process and no file behind."""
        for pid in list(self._folders):
            _kill(pid)
            self._reaped(pid, 0)
        self._sweep()
        remove(self._scratch)

    def _fork(self, connection: int, output: int) -> None:
        folder = self._new_folder()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of threads, that there are
                pid = os.fork()
        except OSError as problem:
            remove(folder)
            _tell(self._control, {"error": str(problem)})
        else:
            if pid == 0:
                try:
                    self._become_worker(connection, output, folder)
                except BaseException:  # noqa: BLE001 - said in the worker's output, for LaunchError
                    traceback.print_exc()
                finally:
                    os._exit(GONE)
            self._folders[pid] = folder
            _tell(self._control, {"pid": pid})
        os.close(connection)
        os.close(output)

    def _new_folder(self) -> Path:
        if self._sandbox is not None and self._sandbox.home is not None:
            return self._sandbox.home  # each worker has its own there
        self._started += 1
        folder = self._scratch / str(self._started)
        folder.mkdir(mode=0o700)
        return folder

    def _become_worker(self, connection: int, output: int, folder: Path) -> NoReturn:
        os.setpgid(0, 0)
        self._libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != self._pid:
            os._exit(GONE)
        self._control.detach()
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.dup2(connection, 3)
        first = 4
        for kept in self._sandbox.kept if self._sandbox else ():
            os.closerange(first, kept)
            first = kept + 1
        os.closerange(first, os.sysconf("SC_OPEN_MAX"))
        layers = ["fork", "process group", "descriptors", "clean environment"]
        fence: Callable[[], list[str]] = list[str]
        if self._sandbox is not None:
            sandbox = self._sandbox
            account, own = sandbox.settle()
            layers += own
            fence = lambda: sandbox.enter(account, self._pid)  # noqa: E731
        settle(folder)
        serve(socket.socket(fileno=3), layers, fence)
        os._exit(GONE)

    def _reap(self, pid: int, grace: float) -> None:
        end = time.monotonic() + grace
        while (status := self._reaped(pid, os.WNOHANG)) is None and time.monotonic() < end:
            time.sleep(0.0005)
        if status is None:
            _kill(pid)
            status = self._reaped(pid, 0)
        _tell(self._control, {"pid": pid, "status": status})

    def _reaped(self, pid: int, flags: int) -> int | None:
        """The exit code of a worker that is dead now; then nothing of it is left."""
        if pid not in self._folders:
            return None
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | flags) is None:
            return None
        _kill(pid)  # the rest of its group, while its number cannot be anybody else's
        _, status = os.waitpid(pid, 0)
        self._dying.discard(pid)
        folder = self._folders.pop(pid)
        self._sweep()
        if folder.parent == self._scratch:
            remove(folder)
        return os.waitstatus_to_exitcode(status)

    def _sweep(self) -> None:
        """Kill the orphans that dead workers left: as their subreaper they are our children."""
        end = time.monotonic() + _SWEEP
        while orphans := [pid for pid in _children() if pid not in self._folders]:
            for pid in orphans:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, 0)
            if time.monotonic() > end:
                return


def leave_terminal() -> None:
    """Give up the controlling terminal, so that no worker can write on the user's screen.

    A new session would do that too, but Linux schedules sessions against each other: messages
    between judge and worker would take 5 to 10 % longer.
    """
    with contextlib.suppress(OSError):
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
        try:
            fcntl.ioctl(terminal, termios.TIOCNOTTY)
        finally:
            os.close(terminal)


def settle(folder: Path) -> None:
    """Make `folder` this process's whole place: where it stands, its home, its temporary files."""
    os.chdir(folder)
    os.environ["HOME"] = os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = str(folder)
    sys.argv[:] = [""]
    # Line by line, so that what was printed before a crash is seen.
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream = open(  # noqa: SIM115 - open as long as the process
            descriptor, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _kill(pid: int) -> None:
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            kill(pid, signal.SIGKILL)


def _children() -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):  # no such list, or no /proc in a sandbox: no sweep
        for task in Path("/proc/self/task").iterdir():
            found += [int(pid) for pid in (task / "children").read_text("ascii").split()]
    return found
