"""Values as short text: `float32 (3, 33)`, `0.001`, `list of 3`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grader.results import Call

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST = 40
SHORT = 16


def described(x: object) -> str:
    """Describe a value in at most about forty characters; arrays by dtype and shape."""
    named = getattr(type(x), "described_as", None)
    if named is not None:  # a proxy says it itself: to ask it anything else would be an operation
        return str(named(x))
    if isinstance(x, np.ndarray):
        return f"{x.dtype} {_shape(x.shape)}"
    if type(x).__module__.split(".")[0] == "torch" and hasattr(x, "shape"):
        return f"{x.dtype} {_shape(tuple(x.shape))}"  # type: ignore[attr-defined]
    if isinstance(x, np.generic):
        return f"{x.dtype} {x.item()!r}"
    if isinstance(x, list | tuple) and not (_plain(x) and len(repr(x)) <= LONGEST):
        kinds = list(dict.fromkeys(map(_kind, x)))
        return f"{type(x).__name__} of {len(x)}: {', '.join(kinds[:3])}"
    if callable(x):
        return "a function of the check"
    text = repr(x)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def described_call(
    path: str, names: Sequence[str], args: Sequence[object], kwargs: Mapping[str, object]
) -> Call:
    """Describe a call: short scalars stand in the text, everything else below it."""
    parts: list[str] = []
    arguments: list[tuple[str, str]] = []
    for position, x in enumerate(args):
        name = names[position] if position < len(names) else f"argument {position + 1}"
        if _short(x):
            parts.append(_text(x))
        else:
            parts.append(name.replace("argument ", "#"))
            arguments.append((name, described(x)))
    for name, x in kwargs.items():
        if _short(x):
            parts.append(f"{name}={_text(x)}")
        else:
            parts.append(f"{name}={name}")
            arguments.append((name, described(x)))
    return Call(f"{path}({', '.join(parts)})", tuple(arguments))


def _short(x: object) -> bool:
    return getattr(type(x), "in_line", False) or (_plain(x) and len(_text(x)) <= SHORT)


def _kind(x: object) -> str:
    return type(x).__name__ if type(x) in (bool, int, float) else described(x)


def _plain(x: object) -> bool:
    if isinstance(x, list | tuple):
        return all(map(_plain, x))
    return x is None or type(x) in (bool, int, float, str)


def _text(x: object) -> str:
    """Return a scalar as it is typed, a long float with six digits; a proxy by its path."""
    if getattr(type(x), "in_line", False):
        return described(x)
    text = repr(x)
    return f"{x:.6g}" if isinstance(x, float) and len(text) > SHORT else text


def _shape(shape: Sequence[int]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"
