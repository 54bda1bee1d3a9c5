"""A folder as a submission. Links inside it are followed, links that leave it refused."""

from __future__ import annotations

import os
import stat
from collections import deque
from itertools import islice
from pathlib import Path

from .source import Problem, printable, too_large, unreadable
from .tree import DEPTH_LIMIT, ENTRIES_LIMIT, SUFFIXES, TOO_MANY, VENV_MARKS, Listing, skipped

_KINDS = {
    stat.S_IFDIR: "is a folder",
    stat.S_IFIFO: "is a named pipe",
    stat.S_IFSOCK: "is a socket",
    stat.S_IFCHR: "is a device",
    stat.S_IFBLK: "is a device",
}


def read_file(place: Path, limit: int, path: str) -> bytes:
    """The bytes of a regular file of at most `limit` bytes; problems name it `path`.

    Never blocks: the kind is looked at before the file is opened, since opening a pipe waits for
    its writer, and again after, since the two may differ.
    """
    try:
        _regular(place.stat().st_mode, path)
        flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
        with open(place, "rb", opener=lambda name, _: os.open(name, flags)) as file:
            facts = os.fstat(file.fileno())
            _regular(facts.st_mode, path)
            if facts.st_size > limit:
                raise too_large(facts.st_size, limit, path)
            data = file.read(limit + 1)
    except OSError as error:
        raise unreadable(said(error), path) from None
    if len(data) > limit:
        raise too_large(len(data), limit, path)
    return data


def said(error: OSError) -> str:
    """What the system says, as a phrase."""
    return (error.strerror or "cannot be read").lower()


def _regular(mode: int, path: str) -> None:
    if not stat.S_ISREG(mode):
        raise unreadable(_KINDS.get(stat.S_IFMT(mode), "is not a file"), path)


class Folder:
    """The files below `root`, less the folder `hidden` (where a course keeps its answers)."""

    def __init__(self, root: Path, hidden: Path | None = None) -> None:
        self._root = root.resolve()
        self._hidden = hidden.resolve() if hidden else None

    def has(self, path: str) -> bool:
        """Whether something goes by that path, readable or not."""
        return self._place(path) is not None

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a file; links inside the folder are followed."""
        place = self._place(path)
        if place is None:
            raise unreadable("is no longer there", path)
        return read_file(place, limit, path)

    def tops(self, folder: str) -> list[tuple[str, bool]]:
        """Up to two entries of a folder: name, and whether a folder."""
        try:
            with os.scandir(self._root / folder) as entries:
                seen = (entry for entry in entries if not skipped(entry.name))
                return [(e.name, e.is_dir(follow_symlinks=False)) for e in islice(seen, 2)]
        except OSError:
            return []

    def listing(self) -> Listing:
        """Every source that is not in a skipped folder."""
        found = Listing()
        left = ENTRIES_LIMIT
        waiting = deque([("", 0)])
        while waiting:
            folder, depth = waiting.popleft()
            try:
                with os.scandir(self._root / folder) as entries:
                    here = list(islice(entries, left + 1))
            except OSError as error:
                found.closed[folder or "."] = said(error)
                continue
            if len(here) > left:
                found.closed[folder or "."] = TOO_MANY
                return found
            left -= len(here)
            if folder and VENV_MARKS & {entry.name for entry in here}:
                continue
            for entry in sorted(here, key=lambda entry: entry.name):
                if not skipped(entry.name):
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    if self._enter(entry, path, found) and depth < DEPTH_LIMIT:
                        waiting.append((path, depth + 1))
        return found

    def _enter(self, entry: os.DirEntry[str], path: str, found: Listing) -> bool:
        """Put one entry into the listing; True where it is a folder to search.

        Folders behind links are not: inside the submission they are met where they lie, outside
        they are not the student's.
        """
        try:
            inner = entry.is_dir(follow_symlinks=False)
            plain = entry.is_symlink() or entry.is_file(follow_symlinks=False)
        except OSError as error:
            found.closed[path] = said(error)
            return False
        if entry.name.endswith(SUFFIXES):
            (found.files if plain else found.odd).append(path)
        return inner and Path(entry.path) != self._hidden

    def _place(self, path: str) -> Path | None:
        """Where a path leads, every link on the way checked; None where nothing is.

        Raises `outside_link`, and `unreadable` for links in a circle or to nothing.
        """
        place = self._root
        for step in path.split("/"):
            place = place / step
            try:
                mode = place.lstat().st_mode
                if stat.S_ISLNK(mode):
                    place = self._followed(place, path)
            except (FileNotFoundError, NotADirectoryError):
                return None
            except OSError as error:
                raise unreadable(said(error), path) from None
        return place

    def _followed(self, link: Path, path: str) -> Path:
        target = str(link.readlink())
        real = Path(os.path.realpath(link))
        if not real.is_relative_to(self._root):
            where = str(link.relative_to(self._root))
            raise Problem(
                "outside_link", printable(path), path=printable(where), target=printable(target)
            )
        try:
            return link.resolve(strict=True)
        except FileNotFoundError:
            raise unreadable("is a link to nothing", path) from None
        except (OSError, RuntimeError):  # a circle; RuntimeError until Python 3.13
            raise unreadable("is a link in a circle", path) from None
