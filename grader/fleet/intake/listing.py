"""The files of an export, be it a zip or the folder it was unpacked to."""

from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING

from .handed import IntakeError, hidden
from .place import DAMAGED

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 64 << 20  # bytes of a file that describes an export


def names(export: Path) -> list[str]:
    """Return the paths of all files, with `/`, sorted. Raises IntakeError."""
    if export.is_dir():
        found = [
            os.path.relpath(os.path.join(top, name), export).replace(os.sep, "/")  # noqa: PTH118
            for top, _, files in os.walk(export)
            for name in files
        ]
    else:
        try:
            with zipfile.ZipFile(export) as opened:
                found = [info.filename for info in opened.infolist() if not info.is_dir()]
        except DAMAGED as error:
            raise IntakeError(f"{export} is no zip that can be read: {error}") from None
    return sorted(name for name in found if not any(map(hidden, name.split("/"))))


def text(export: Path, name: str) -> str:
    """Return a small text file of an export. Raises IntakeError."""
    try:
        if export.is_dir():
            data = (export / name).read_bytes()
        else:
            with zipfile.ZipFile(export) as opened:
                data = opened.open(name).read(_LARGEST)
        return data.decode("utf-8")
    except DAMAGED as error:
        raise IntakeError(f"{export}: {name} cannot be read: {error}") from None
