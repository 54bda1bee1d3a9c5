"""A worker started as a fresh program, where forking a warm one is not to be had."""

from __future__ import annotations

import os
import select
import signal
import socket
import threading
from pathlib import Path

from .forkserver import leave_terminal, settle
from .scratch import remove
from .serving import GONE, serve
from .warm import warm


def main(descriptor: int, libraries: list[str], preload: list[str]) -> None:
    """Warm up and serve the socket; the working directory is this worker's own."""
    leave_terminal()
    warm(libraries, preload)
    # Numbers of descriptors are the same as in a forked worker; Popen closed the rest.
    os.dup2(descriptor, 3)
    if descriptor != 3:
        os.close(descriptor)
    folder = Path.cwd()
    settle(folder)
    sock = socket.socket(fileno=3)
    threading.Thread(target=_end_with_the_judge, args=(3, folder), daemon=True).start()
    serve(sock, ["own program", "process group", "descriptors"])


def _end_with_the_judge(descriptor: int, folder: Path) -> None:
    poller = select.poll()
    poller.register(descriptor, 0)  # hang-up alone
    poller.poll()
    remove(folder)
    os.killpg(0, signal.SIGKILL)
    os._exit(GONE)
