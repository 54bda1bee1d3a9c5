"""A zip as a submission: read in memory, never extracted."""

from __future__ import annotations

import io
import posixpath
import re
import stat
import struct
import zipfile
import zlib

from .source import ARCHIVE_LIMIT, Problem, printable, too_large, unreadable
from .tree import DEPTH_LIMIT, ENTRIES_LIMIT, SUFFIXES, TOO_MANY, VENV_MARKS, Listing, skipped

RATIO_LIMIT = 200  # bytes unpacked for one packed; deflated source reaches about 10
_RATIO_FREE = 1 << 20  # bytes that may be packed as well as they can
_LINK_LIMIT = 4096  # bytes of a link's target
_HOPS_LIMIT = 8
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # zipfile unpacks these bit by bit
_DRIVE = re.compile(r"[A-Za-z]:")
_DAMAGED = (  # what zipfile raises about bytes it cannot make sense of
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Archive:
    """The files in a zip, by name. Raises `unreadable` or `too_large` for the zip as a whole.

    An entry whose name is absolute or climbs (`..`) is no file of the submission; it is reported
    when nothing else goes by its bare name. Zips inside are not opened.
    """

    def __init__(self, data: bytes, label: str) -> None:
        # Counted before zipfile makes an object of each.
        if data.count(b"PK\x01\x02") > ENTRIES_LIMIT:
            raise unreadable(TOO_MANY, label)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except _DAMAGED:
            raise unreadable("is a damaged zip", label) from None
        self._files: dict[str, list[zipfile.ZipInfo]] = {}
        self._unsafe: list[str] = []
        self._folders: set[str] = set()
        for info in infos:
            self._enter(info)
        self._environments = tuple(
            posixpath.dirname(path) + "/"
            for path in {*self._files, *self._folders}
            if "/" in path and posixpath.basename(path) in VENV_MARKS
        )
        size = sum(one.file_size for path in self._files for one in self._files[path][-1:])
        packed = sum(one.compress_size for path in self._files for one in self._files[path][-1:])
        allowed = min(ARCHIVE_LIMIT, max(_RATIO_FREE, RATIO_LIMIT * min(packed, len(data))))
        if size > allowed:
            raise too_large(size, allowed, label)

    def has(self, path: str) -> bool:
        """Whether a file or folder goes by that path."""
        return path in self._files or path in self._folders

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a file; links inside the zip are followed."""
        if path in self._unsafe:
            raise unreadable("has a name that leaves the zip", path)
        place = path
        for _ in range(_HOPS_LIMIT):
            if place in self._folders and place not in self._files:
                raise unreadable("is a folder", path)
            info = self._one(place, path)
            mode = stat.S_IFMT(info.external_attr >> 16)
            if mode == stat.S_IFLNK:
                place = self._target(info, place, path)
            elif mode in (0, stat.S_IFREG):
                return self._unpack(info, limit, path)
            else:
                raise unreadable("is not a file", path)
        raise unreadable("is a link in a circle", path)

    def tops(self, folder: str) -> list[tuple[str, bool]]:
        """Up to two entries of a folder: name, and whether a folder."""
        start = f"{folder}/" if folder else ""
        names = {
            path[len(start) :].split("/")[0]
            for path in (*self._files, *self._folders)
            if path.startswith(start)
        }
        return [(name, start + name in self._folders) for name in sorted(names)[:2]]

    def listing(self) -> Listing:
        """Every source; names that leave the zip are odd."""
        found = Listing()
        for path in sorted(self._files, key=lambda path: (path.count("/"), path)):
            if path.endswith(SUFFIXES) and not path.startswith(self._environments):
                found.files.append(path)
        found.odd += sorted(path for path in self._folders if path.endswith(SUFFIXES))
        found.odd += sorted(path for path in self._unsafe if path.endswith(SUFFIXES))
        return found

    def _enter(self, info: zipfile.ZipInfo) -> None:
        # Some Windows programs write `\\`; it is never part of a name in a zip.
        name = info.orig_filename.replace("\\", "/")
        steps = [step for step in name.split("/") if step not in ("", ".")]
        path = "/".join(steps)
        if name.startswith("/") or ".." in steps or _DRIVE.match(name):
            self._unsafe.append(name)
            return
        if not steps or len(steps) > DEPTH_LIMIT + 1 or any(map(skipped, steps)):
            return
        for depth in range(1, len(steps)):
            self._folders.add("/".join(steps[:depth]))
        if name.endswith("/"):
            self._folders.add(path)
        else:
            self._files.setdefault(path, []).append(info)

    def _one(self, place: str, path: str) -> zipfile.ZipInfo:
        """The entry of that name; of two that differ, programs disagree which counts."""
        entries = self._files.get(place)
        if not entries:
            raise unreadable("is a link to nothing", path)
        if len({(entry.CRC, entry.file_size) for entry in entries}) > 1:
            raise unreadable("is in the zip twice, with different contents", path)
        return entries[-1]

    def _target(self, info: zipfile.ZipInfo, place: str, path: str) -> str:
        target = self._unpack(info, _LINK_LIMIT, path).decode("utf-8", "replace")
        there = posixpath.normpath(posixpath.join(posixpath.dirname(place), target))
        if there.startswith(("/", "../")) or there == "..":
            raise Problem(
                "outside_link", printable(path), path=printable(place), target=printable(target)
            )
        return there

    def _unpack(self, info: zipfile.ZipInfo, limit: int, path: str) -> bytes:
        if info.flag_bits & 0x1:
            raise unreadable("is encrypted", path)
        if info.compress_type not in _METHODS:
            raise unreadable("is packed in an unusual way", path)
        if info.file_size > limit:
            raise too_large(info.file_size, limit, path)
        try:
            with self._zip.open(info) as file:
                data = file.read(limit + 1)
        except _DAMAGED:
            raise unreadable("is damaged in the zip", path) from None
        if len(data) > limit:
            raise too_large(len(data), limit, path)
        return data
