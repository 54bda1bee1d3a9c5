"""Folders of workers: made for one process, removed after it."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path


def make() -> Path:
    """A new empty folder that only this user may enter."""
    return Path(tempfile.mkdtemp(prefix="gradsteps-"))


def remove(folder: Path) -> None:
    """Remove a folder that may be gone already, whatever rights a student left in it."""

    def open_up(_: object, path: str, __: object) -> None:
        with contextlib.suppress(OSError):
            Path(path).parent.chmod(0o700)
            if not Path(path).is_symlink():  # whose target is none of ours
                Path(path).chmod(0o700)

    for _ in range(2):
        if folder.exists():
            shutil.rmtree(folder, onerror=open_up)
