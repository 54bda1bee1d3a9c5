"""Namespaces: a file tree of its own that holds what may be read, no network, no shared memory.

The fork server itself moves in, once, so a worker inherits them and adds only a scratch space of
its own. There is no process namespace: in one a worker would be its first process, to which the
kernel delivers signals differently, and a worker that may start no process needs none to be killed.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .kernel import (
    CLONE_NEWIPC,
    CLONE_NEWNET,
    CLONE_NEWNS,
    CLONE_NEWUSER,
    CLONE_NEWUTS,
    MS_BIND,
    MS_NODEV,
    MS_NOEXEC,
    MS_NOSUID,
    MS_PRIVATE,
    MS_RDONLY,
    MS_REC,
    MS_REMOUNT,
    call,
    mount,
    unmount,
    unshare,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SCRATCH = 16 << 20  # bytes a worker may keep in files
_FILES = 1024
_TREE = "size=1m,nr_inodes=4096,mode=755"
_SCRATCH = Path("/scratch/own")  # rights are given on the folder around the mount
_SPACES = CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS


def attempt() -> Space | None:
    """Prepare to move this process, which has one thread; None where it is not allowed.

    Whether it is allowed is found by doing it all in a throw-away child.
    """
    user = os.geteuid() != 0  # root has an account for each worker, which a user namespace lacks
    if not _succeeds(lambda: _rehearse(user)):
        return None
    if user:
        _own_user()
    return Space(user)


def _succeeds(action: Callable[[], None]) -> bool:
    child = os.fork()
    if child == 0:
        status = 1
        try:
            action()
            status = 0
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == 0


def _rehearse(user: bool) -> None:
    if user:
        _own_user()
    space = Space(user)
    space.enter(_folder(), [Path(os.__file__).parent.resolve()], [])
    space.settle(None)
    with (_SCRATCH / "written").open("w") as file:
        file.write("x")


def _folder() -> Path:
    return Path(tempfile.mkdtemp(dir=Path.cwd()))


def _own_user() -> None:
    """Hold all capabilities in a user namespace where this account is itself."""
    user, group = os.geteuid(), os.getegid()
    unshare(CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny", "ascii")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1", "ascii")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1", "ascii")


class Space:
    """Namespaces for one fork server."""

    scratch = _SCRATCH

    def __init__(self, user: bool) -> None:
        self._user = user

    def enter(self, root: Path, readable: Iterable[Path], devices: Iterable[Path]) -> None:
        """Move this process into a file tree of its own. Raises OSError.

        The tree is put together in the folder `root`, which is gone afterwards, and holds only the
        given paths.
        """
        unshare(_SPACES)
        mount("none", "/", "", MS_REC | MS_PRIVATE)
        around = os.open(root.parent, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
        mount("tmpfs", str(root), "tmpfs", MS_NOSUID | MS_NODEV, _TREE)
        for path in readable:
            _show(path, root, MS_NODEV)
        for path in devices:
            _show(path, root, 0)
        for path in map(Path, ("/lib", "/lib64", "/usr/lib64", *sys.path)):
            _link(path, root)
        _below(root, _SCRATCH).mkdir(parents=True)
        mount("none", str(root), "", MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)
        os.chdir(root)
        call("pivot_root", b".", b".")
        unmount(".")
        os.chdir("/")
        with contextlib.suppress(OSError):  # removed by whoever made it, then
            os.rmdir(root.name, dir_fd=around)
        os.close(around)

    def takes(self, readable: Iterable[Path], devices: Iterable[Path]) -> bool:
        """Whether `enter` would succeed with these paths: odd mounts can refuse to be shown."""
        return _succeeds(lambda: self.enter(_folder(), readable, devices))

    def settle(self, number: int | None) -> list[str]:
        """In a new worker: a scratch space of its own, of limited size, for that account."""
        unshare(CLONE_NEWNS)
        owner = os.geteuid() if number is None else number
        group = os.getegid() if number is None else number
        data = f"size={SCRATCH},nr_inodes={_FILES},mode=700,uid={owner},gid={group}"
        mount("tmpfs", str(_SCRATCH), "tmpfs", MS_NOSUID | MS_NODEV, data)
        return [
            *(["user namespace"] if self._user else []),
            "own file tree",
            "no network devices",
            "own IPC namespace",
            "scratch limit",
        ]


def _show(path: Path, root: Path, extra: int) -> None:
    """Bind one path into the new tree, read-only."""
    if not path.exists():
        return
    target = _below(root, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        target.mkdir(exist_ok=True)
    else:
        target.touch()
    mount(str(path), str(target), "", MS_BIND | MS_REC)
    # In a user namespace flags that were set stay set, or the call is refused.
    kept = os.statvfs(target).f_flag & (MS_NOSUID | MS_NODEV | MS_NOEXEC)
    mount("none", str(target), "", MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | extra | kept)


def _link(path: Path, root: Path) -> None:
    """Have a path that is another's name lead there in the new tree too."""
    target = _below(root, path)
    if path.is_absolute() and path.exists() and path.resolve() != path and not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(path.resolve())


def _below(root: Path, path: Path) -> Path:
    return root.joinpath(*path.parts[1:])
