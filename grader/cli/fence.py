"""The sandbox in `grade doctor`: the layers that are up here, what a missing one would take."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.pages.terminal import Row

# A layer, what goes without it, what it takes.
_WANTED = (
    (
        "own file tree",
        "a worker can ask whether a file outside exists, and has no scratch files",
        "needs user namespaces: not in Docker's default, off on Ubuntu",
        "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    ),
    (
        "Landlock files",
        "the system call filter closes all files instead: no imports after the start",
        "needs Linux 6.2 with `landlock` among its security modules",
        None,
    ),
    (
        "Landlock TCP",
        "the system call filter alone keeps the network shut",
        "needs Linux 6.7",
        None,
    ),
    (
        "Landlock signals and sockets",
        "the system call filter alone keeps signals and sockets in",
        "needs Linux 6.12",
        None,
    ),
    (
        "later imports",
        "modules nobody imported before cannot be imported",
        "needs a Python outside root's home, or namespaces",
        None,
    ),
)
# What a worker has at level process as well.
_EVERYWHERE = (
    "fork",
    "process group",
    "descriptors",
    "clean environment",
    "file limits",
    "memory limit",
    "CPU clock",
    "wall clock",
)
_OF_ROOT = (
    "own account",
    "workers share root's account, without its capabilities",
    "needs a container with more than one user number",
    None,
)


def sandbox_rows() -> Iterator[Row]:
    """Start a sandboxed worker and say what it has."""
    from grader.isolation import Ended, Launcher, LaunchError, Limits
    from grader.pages.terminal import Row

    if sys.platform != "linux":
        yield Row("sandbox", ok=False, says="needs Linux; level process works", needed=False)
        return
    try:
        with Launcher(level="sandbox") as launcher:
            launcher.start(Limits()).close()
            layers = launcher.layers
    except (LaunchError, Ended) as error:
        yield Row("sandbox", ok=False, says=f"no worker starts: {error}", needed=False)
        return
    more = [layer for layer in layers if layer not in _EVERYWHERE]
    yield Row("sandbox", ok=True, says=f"level sandbox, besides: {', '.join(more)}")
    for layer, without, takes, command in (*_WANTED, *([] if os.geteuid() else [_OF_ROOT])):
        if layer not in layers:
            says = f"{layer}: missing; {without}; {takes}"
            yield Row("sandbox", ok=False, says=says, needed=False, command=command)
