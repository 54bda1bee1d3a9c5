"""An account of its own for each worker, where the grader runs as root."""

from __future__ import annotations

import os
from pathlib import Path

# Numbers no account has and no container is given; then those a container with few numbers has.
_RANGES = ((0x70000000, 0x7E000000), (60001, 65000), (30001, 60000))


def spares() -> range | None:
    """Numbers nobody has, for users and groups; None where this process has no such choice."""
    if os.geteuid() != 0:
        return None
    try:
        mapped = [_usable(Path(f"/proc/self/{kind}_map")) for kind in ("uid", "gid")]
    except OSError:
        return None
    for first, last in _RANGES:
        if all(any(a <= first and last <= b for a, b in ranges) for ranges in mapped):
            return range(first, last)
    return None


def _usable(table: Path) -> list[tuple[int, int]]:
    rows = [list(map(int, line.split())) for line in table.read_text("ascii").splitlines()]
    return [(inside, inside + count) for inside, _, count in rows]


def become(number: int) -> None:
    """Be that user and group, in no other group, for ever. Raises OSError."""
    os.setgroups([])
    os.setresgid(number, number, number)
    os.setresuid(number, number, number)
    if (os.getresuid(), os.getresgid(), os.getgroups()) != ((number,) * 3, (number,) * 3, []):
        raise OSError("the account did not change")
