"""Values as short text: `float32 (3, 33)`, `0.001`, `list of 3`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grader.results import Call

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST = 40


def described(x: object) -> str:
    """Describe a plain value in at most about forty characters; arrays by dtype and shape."""
    if isinstance(x, np.ndarray):
        return f"{x.dtype} {_shape(x.shape)}"
    if type(x).__module__.split(".")[0] == "torch" and hasattr(x, "shape"):
        return f"{x.dtype} {_shape(tuple(x.shape))}"  # type: ignore[attr-defined]
    if isinstance(x, np.generic):
        return f"{x.dtype} {x.item()!r}"
    if isinstance(x, list | tuple) and len(repr(x)) > LONGEST:
        kinds = sorted({described(item) for item in x})
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
            parts.append(repr(x))
        else:
            parts.append(name.replace("argument ", "#"))
            arguments.append((name, described(x)))
    for name, x in kwargs.items():
        if _short(x):
            parts.append(f"{name}={x!r}")
        else:
            parts.append(f"{name}={name}")
            arguments.append((name, described(x)))
    return Call(f"{path}({', '.join(parts)})", tuple(arguments))


def _short(x: object) -> bool:
    plain = x is None or isinstance(x, bool | int | float | str | tuple)
    return plain and len(repr(x)) <= 16


def _shape(shape: Sequence[int]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"
