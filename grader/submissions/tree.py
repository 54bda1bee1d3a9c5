"""A submission's files, wherever they lie: what a folder and a zip have alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

ENTRIES_LIMIT = 20_000  # files and folders looked at
DEPTH_LIMIT = 12  # folders below the top that are searched
TOO_MANY = f"has more than {ENTRIES_LIMIT} files"
SUFFIXES = (".py", ".ipynb")

_SKIPPED = {"__MACOSX", "__pycache__", "node_modules", "site-packages", "venv"}
VENV_MARKS = {"pyvenv.cfg", "conda-meta"}  # what lies at the top of an environment


def skipped(name: str) -> bool:
    """True for a file or folder that no student wrote: hidden, a cache, an environment.

    Finder's `._softmax.py` and Jupyter's `.ipynb_checkpoints` are hidden.
    """
    return name.startswith(".") or name in _SKIPPED


@dataclass(slots=True)
class Listing:
    """The sources below the top, shallow ones first, each level in the order of its paths."""

    files: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)  # named like a source, and no file: `read` says
    closed: dict[str, str] = field(default_factory=dict)  # what could not be searched, and why


class Tree(Protocol):
    """Files under paths relative to the submission, with `/`."""

    def has(self, path: str) -> bool:
        """True where something goes by that path, readable or not. Raises `outside_link`."""

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a file. Raises `too_large`, `outside_link`, `unreadable`."""

    def tops(self, folder: str) -> list[tuple[str, bool]]:
        """Up to two entries of a folder that are not skipped: name, and whether a folder."""

    def listing(self) -> Listing:
        """Every source that is not in a skipped folder."""
