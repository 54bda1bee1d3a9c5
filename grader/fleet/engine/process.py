"""A grading process: does one task after the other until its judge is gone."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.fleet.tasks import Setup

_PR_SET_PDEATHSIG = 1


def main(descriptor: int, parent: int) -> None:
    """Receive a Setup, then tasks; send answers. Ends when the other end of the pipe does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the coordinator, which ends us
    _die_with(parent)
    from grader.fleet.grading import Grading

    pipe = Connection(descriptor)
    try:
        setup: Setup = pipe.recv()
        with Grading(setup) as grading:
            while True:
                pipe.send(grading.do(pipe.recv()))
    except (EOFError, ConnectionResetError, BrokenPipeError):
        return


def _die_with(parent: int) -> None:
    """Be killed when the coordinator dies, in the middle of a task too (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(0)
