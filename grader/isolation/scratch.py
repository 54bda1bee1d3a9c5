"""Folders of workers: made for one process, removed after it."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from itertools import count
from pathlib import Path


def make() -> Path:
    """A new empty folder that only this user may enter."""
    return Path(tempfile.mkdtemp(prefix="gradsteps-"))


def remove(folder: Path) -> None:
    """Remove a folder that may be gone already, whatever a student left in it or in its place.

    No link is followed, and nothing outside the folder is touched.
    """
    with contextlib.suppress(OSError):
        if not stat.S_ISDIR(folder.lstat().st_mode):
            folder.unlink()
            return
        top = _enter(str(folder), None)
        try:
            _clear(top)
        finally:
            os.close(top)
        folder.rmdir()


def _clear(top: int) -> None:
    # Folders may be nested deeper than paths are long and than descriptors are many. So what is
    # two levels down is moved one up until there is no second level.
    fresh = (f"{os.urandom(8).hex()}-{n}" for n in count())
    waiting = _strip(top)
    while waiting:
        name = waiting.pop()
        with contextlib.suppress(OSError):
            below = _enter(name, top)
            try:
                for child, moved in zip(_strip(below), fresh, strict=False):
                    _open_up(child, below)  # its `..` is about to be rewritten
                    os.rename(child, moved, src_dir_fd=below, dst_dir_fd=top)
                    waiting.append(moved)
            finally:
                os.close(below)
            os.rmdir(name, dir_fd=top)


def _strip(folder: int) -> list[str]:
    """Remove everything that is not a folder; the names of those."""
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        if not entry.is_dir(follow_symlinks=False):
            with contextlib.suppress(OSError):
                os.unlink(entry.name, dir_fd=folder)
    return [entry.name for entry in found if entry.is_dir(follow_symlinks=False)]


def _enter(name: str, parent: int | None) -> int:
    _open_up(name, parent)
    return os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)


def _open_up(name: str, parent: int | None) -> None:
    if stat.S_ISDIR(os.lstat(name, dir_fd=parent).st_mode):
        os.chmod(name, 0o700, dir_fd=parent)
