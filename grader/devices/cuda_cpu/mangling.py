"""Names as the compiler writes them, taken apart far enough to find the source's."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\d+")


def pieces(mangled: str) -> list[str]:
    """The names a mangled one may be made of: a length may follow another number."""
    found = []
    for match in _DIGITS.finditer(mangled):
        for start in range(match.start(), match.end()):
            length = int(mangled[start : match.end()])
            found.append(mangled[match.end() : match.end() + length])
    return found or ([mangled] if mangled else [])
