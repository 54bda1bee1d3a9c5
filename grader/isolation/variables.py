"""The variables of a student's line as text: what they were when it raised.

Only objects of exact types are described, by this code and never by their own: a subclass, an
instance of a student's class or an array of objects is left out.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import FrameType

    from .wire import Code

_MOST = 8  # variables of one line
_NAME = 100  # characters
_TEXT = 80
_WORD = 40  # characters of a string
_ITEMS = 6  # values that are shown one by one
_FUNCTION = 0x1  # a code object with fast locals; others have a mapping that may be the student's
_IDENTIFIER = re.compile(r"(?<![.\w])[^\W\d]\w*")


def variables(frame: FrameType, line: str) -> list[Code]:
    """[name, description] of the local variables a line names, in its order."""
    if not frame.f_code.co_flags & _FUNCTION:
        return []
    known: dict[str, Any] = dict(frame.f_locals)
    found: list[Code] = []
    for name in dict.fromkeys(_IDENTIFIER.findall(line)):
        text = _described(known[name]) if name in known else None
        if text is not None:
            found.append([name[:_NAME], text[:_TEXT]])
    return found[:_MOST]


def numbers(flat: list[Any]) -> str:
    """A few numbers in brackets."""
    return f"[{', '.join(map(short, flat))}]"


def short(x: Any) -> str:
    """A number in at most four digits after the first, if it is a float."""
    return f"{x:.5g}" if type(x) is float else repr(x)


def _described(x: Any) -> str | None:
    kind = type(x)
    if x is None or kind in (bool, int, float, complex):
        # A giant's decimals may not even be asked for.
        return f"{x.bit_length()} bits" if kind is int and x.bit_length() > 64 else short(x)
    if kind is str:
        return repr(x if len(x) <= _WORD else x[:_WORD] + "...")
    if kind in (list, tuple) and len(x) <= _ITEMS and all(type(v) in (bool, int, float) for v in x):
        if any(type(v) is int and v.bit_length() > 64 for v in x):
            return f"{kind.__name__} ({len(x)})"
        text = ", ".join(map(short, x))
        return f"[{text}]" if kind is list else f"({text}{',' * (len(x) == 1)})"
    if kind in (list, tuple, dict, set):
        return f"{kind.__name__} ({len(x)})"
    for home in ("arrays", "tensors"):
        module = sys.modules.get(f"{__package__}.{home}")
        shown: str | None = module.shown(x) if module is not None else None
        if shown is not None:
            return shown
    return None
