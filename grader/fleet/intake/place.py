"""Where one student's files lie: a folder, a file, or members of an export."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from grader.submissions import Submission, open_bytes, open_submission
from grader.submissions.folder import read_file
from grader.submissions.source import ARCHIVE_LIMIT, too_large, unreadable

if TYPE_CHECKING:
    from grader.course import Course


DAMAGED = (  # what zipfile raises about bytes it cannot make sense of
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or a file of one student; with `members` an export that holds many students'.

    `members` are pairs: the name within the export (a folder or a zip) and the student's own name
    for the file.
    """

    path: Path
    members: tuple[tuple[str, str], ...] = ()


def open_place(place: Place, label: str, course: Course) -> Submission:
    """Open it as a submission. Raises Problem; nothing is extracted."""
    if not place.members:
        return open_submission(place.path, course)
    files = _read(place, label)
    if len(files) == 1:
        ((name, data),) = files.items()
        return open_bytes(data, name, course)
    return open_bytes(_together(files, label), f"{label}.zip", course)


def _read(place: Place, label: str) -> dict[str, bytes]:
    """The members' bytes by the student's names; more than one zip may hold is refused."""
    files: dict[str, bytes] = {}
    left = ARCHIVE_LIMIT
    export = _export(place.path)
    for inner, name in place.members:
        file = place.path / inner
        data = _member(export, inner, left) if export else read_file(file, left, name)
        if len(data) > left:
            raise too_large(ARCHIVE_LIMIT + 1, ARCHIVE_LIMIT, label)
        left -= len(data)
        files[name] = data
    return files


_open: dict[Path, tuple[float, zipfile.ZipFile]] = {}


def _export(path: Path) -> zipfile.ZipFile | None:
    """The export's zip, opened once per process and again when it changed."""
    if path.is_dir():
        return None
    changed = path.stat().st_mtime
    if path not in _open or _open[path][0] != changed:
        _open[path] = (changed, zipfile.ZipFile(path))
    return _open[path][1]


def _member(export: zipfile.ZipFile, inner: str, limit: int) -> bytes:
    try:
        with export.open(inner) as file:
            return file.read(limit + 1)
    except DAMAGED as error:
        raise unreadable(f"cannot be read: {error}", inner) from None


def _together(files: dict[str, bytes], label: str) -> bytes:
    """Several files as one zip in memory, what is in zips among them included."""
    made = io.BytesIO()
    left = ARCHIVE_LIMIT
    with zipfile.ZipFile(made, "w") as bundle:
        for name, data in files.items():
            inside = _inside(name, data, left) if name.endswith(".zip") else {name: data}
            for path, content in inside.items():
                left -= len(content)
                bundle.writestr(path, content)
            if left < 0:
                raise too_large(ARCHIVE_LIMIT + 1, ARCHIVE_LIMIT, label)
    return made.getvalue()


def _inside(name: str, data: bytes, limit: int) -> dict[str, bytes]:
    stem = PurePosixPath(name).stem
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as inner:
            for info in inner.infolist():
                if not info.is_dir() and info.filename.endswith((".py", ".ipynb")):
                    content = inner.open(info).read(limit + 1)
                    limit -= len(content)
                    if limit < 0:
                        raise too_large(ARCHIVE_LIMIT + 1, ARCHIVE_LIMIT, name)
                    found[f"{stem}/{info.filename}"] = content
    except DAMAGED:
        raise unreadable("is a damaged zip", name) from None
    return found
