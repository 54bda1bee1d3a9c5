"""A JSON file with an entry per exercise that several checks may write at once."""

from __future__ import annotations

import contextlib
import fcntl
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Entry = dict[str, Any]


class Ledger:
    """Entries by exercise. What cannot be read is empty, what cannot be written is left."""

    def __init__(self, path: Path, lock: Path, version: int) -> None:
        self._path = path
        self._lock = lock
        self._version = version

    def read(self) -> dict[str, Entry]:
        """Return the entries of a file in this format, else none."""
        try:
            document = json.loads(self._path.read_text(encoding="utf-8"))
            found = document["exercises"] if document["format"] == self._version else {}
            return {name: entry for name, entry in found.items() if isinstance(entry, dict)}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def change(self, entries: Mapping[str, Entry | None]) -> None:
        """Put entries in or, where None, take them out; all others stay as they are by now."""
        with contextlib.suppress(OSError), self._alone():
            before = self.read()
            after = {**before, **{name: entry for name, entry in entries.items() if entry}}
            for name, entry in entries.items():
                if entry is None:
                    after.pop(name, None)
            if after != before:
                self._write(after)

    def _write(self, entries: Mapping[str, Entry]) -> None:
        document = {"format": self._version, "exercises": dict(sorted(entries.items()))}
        self._path.parent.mkdir(exist_ok=True)
        draft = self._path.with_suffix(".draft")
        draft.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
        draft.replace(self._path)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        self._lock.parent.mkdir(exist_ok=True)
        with self._lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
