"""Tasks on this machine: as many grading processes as jobs, each with one task at a time.

A process that ends in the middle of a task is replaced; its task is tried once more.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Self

from grader.fleet.tasks import Failure, Grade, Prepare, Read

if TYPE_CHECKING:
    from pathlib import Path

    from grader.fleet.tasks import Answer, Setup, Task

TRIES = 2  # a task whose process ended is tried again, in case another program ended it
_ORDER = {Prepare: 0, Grade: 1, Read: 2}  # long ones first; submissions are opened as needed
_PROGRAM = "from grader.fleet.engine.process import main; main({}, {})"
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
_PATIENCE = 10.0  # seconds for a process to end by itself


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass
class _Work:
    task: Task
    tried: int = 0
    started: float = 0.0


@dataclass
class _Process:
    program: subprocess.Popen[bytes]
    pipe: Connection
    work: _Work | None = None


class Local:
    """An Engine of `jobs` grading processes; `allowed` is the longest a task may take, seconds."""

    def __init__(self, setup: Setup, jobs: int, allowed: float = float("inf")) -> None:
        self._setup = setup
        self._jobs = jobs
        self._allowed = allowed
        self._processes: list[_Process] = []
        self._waiting: list[tuple[int, int, _Work]] = []
        self._numbers = itertools.count()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.pipe.close()  # an idle one ends by itself, with its fork servers
            if process.work is not None:
                process.program.kill()  # its fork servers end when their pipe does
        for process in self._processes:
            _ended(process.program)
        self._processes.clear()

    @property
    def width(self) -> int:
        """How many tasks are done at a time."""
        return self._jobs

    def share(self, recording: Path) -> str:
        """Processes of this machine read the file itself."""
        return str(recording)

    def submit(self, task: Task) -> None:
        """Take on a task."""
        self._put(_Work(task))

    def next(self) -> tuple[Task, Answer]:
        """Wait for the next task that ends."""
        while True:
            if (found := self.poll(1.0)) is not None:
                return found
            if not self._waiting and all(p.work is None for p in self._processes):
                raise RuntimeError("no task to wait for")

    def poll(self, patience: float) -> tuple[Task, Answer] | None:
        """Return a task that ended within so many seconds, if one did."""
        self._hand_out()
        busy = {p.pipe: p for p in self._processes if p.work is not None}
        for pipe in wait(list(busy), timeout=patience) if busy else ():
            process = busy[pipe]  # type: ignore[index]
            work = process.work
            assert work is not None
            try:
                answer: Answer = process.pipe.recv()
            except (EOFError, OSError):
                if (failure := self._lost(process, work)) is not None:
                    return work.task, failure
                continue
            process.work = None
            return work.task, answer
        self._stop_late()
        return None

    def _put(self, work: _Work) -> None:
        order = _ORDER[type(work.task)]
        heapq.heappush(self._waiting, (order, next(self._numbers), work))

    def _hand_out(self) -> None:
        free = [p for p in self._processes if p.work is None]
        while self._waiting and (free or len(self._processes) < self._jobs):
            process = free.pop() if free else self._started()
            process.work = work = heapq.heappop(self._waiting)[2]
            work.started = time.monotonic()
            _send(process, work.task)

    def _started(self) -> _Process:
        ours, theirs = socket.socketpair()
        with theirs:
            program = subprocess.Popen(  # noqa: S603  # our own command line
                [
                    sys.executable,
                    "-P",  # nothing is imported from where the submissions lie
                    "-c",
                    _PROGRAM.format(theirs.fileno(), os.getpid()),
                ],
                pass_fds=[theirs.fileno()],
                env=os.environ | _ONE_THREAD,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        process = _Process(program, Connection(ours.detach()))
        _send(process, self._setup)
        self._processes.append(process)
        return process

    def _lost(self, process: _Process, work: _Work) -> Failure | None:
        """Replace a process that ended; None when its task is to be tried again."""
        self._processes.remove(process)
        process.pipe.close()
        status = _ended(process.program)
        work.tried += 1
        if work.tried < TRIES:
            self._put(work)
            return None
        return Failure("ended", {"status": status})

    def _stop_late(self) -> None:
        """End processes whose task takes longer than all its limits together."""
        now = time.monotonic()
        for process in self._processes:
            if process.work is not None and now - process.work.started > self._allowed:
                process.program.kill()


def _send(process: _Process, message: Task | Setup) -> None:
    """Send; a process that ended meanwhile is found where its answer is waited for."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.pipe.send(message)


def _ended(program: subprocess.Popen[bytes]) -> int:
    """Wait for a program, killing it if need be; its exit status, negative for a signal."""
    try:
        return program.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        program.kill()
        return program.wait()
