"""A launch's arguments: what the kernel declares, what was given, what a card would refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .mangling import pieces
from .reports import Array
from .types import Pointer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .building import Code
    from .types import KernelInfo, ParameterInfo, Triple

SHARED = 48 << 10  # bytes a block may have without asking for more
MOST_SHARED = 227 << 10
_GRID = (2**31 - 1, 65535, 65535)
_BLOCK = (1024, 1024, 64)
_THREADS = 1024
_BLOCKS = (1 << 20) - 2  # of this device

Argument = Pointer | np.generic | bytes | int | float | bool


def values(
    info: KernelInfo, args: Sequence[Argument], sizes: Sequence[int]
) -> list[bytes | list[int]]:
    """Arguments as the kernel worker takes them. Raises ValueError."""
    if len(args) != len(info.parameters):
        raise ValueError(
            f"{info.name} has {len(info.parameters)} parameters, {len(args)} arguments were given"
        )
    return [_value(p, a, sizes) for p, a in zip(info.parameters, args, strict=True)]


def _value(p: ParameterInfo, a: Argument, sizes: Sequence[int]) -> bytes | list[int]:
    if isinstance(a, Pointer):
        if not p.is_pointer:
            raise ValueError(f"{p.name} is {p.type}, an array was given")
        if not -1 <= a.buffer < len(sizes):
            raise ValueError(f"there is no buffer {a.buffer}")
        return [a.buffer, a.offset]
    if p.is_pointer:
        if isinstance(a, int) and not isinstance(a, bool) and a == 0:
            return [-1, 0]
        raise ValueError(f"{p.name} is {p.type}, {type(a).__name__} was given")
    if isinstance(a, bytes | np.void):
        data = bytes(a) if isinstance(a, bytes) else a.tobytes()
    elif isinstance(a, np.generic):
        data = a.tobytes()
    elif p.scalar in ("", "f2", "b2"):
        raise ValueError(f"{p.name} is {p.type}, {type(a).__name__} was given")
    else:
        try:
            data = np.array(a).astype(p.scalar).tobytes()
        except (OverflowError, ValueError, TypeError) as problem:
            raise ValueError(f"{p.name} is {p.type}: {problem}") from None
    if len(data) != p.size:
        raise ValueError(f"{p.name} is {p.type} of {p.size} bytes, {len(data)} bytes were given")
    return data


def over_limit(
    info: KernelInfo,
    grid: Triple,
    block: Triple,
    shared: int,
    shared_limit: int,
    bound: int | None,
) -> dict[str, object] | None:
    """The first limit a launch is over: facts of the finding. Raises ValueError for no launch."""
    if min(*grid, *block) < 1 or shared < 0:
        return {
            "what": "grid" if min(grid) < 1 else "block",
            "asked": min(*grid, *block),
            "limit": 1,
        }
    threads = block[0] * block[1] * block[2]
    most = min(_THREADS, bound) if bound else _THREADS
    if threads > most:
        return {"what": "threads", "asked": threads, "limit": most}
    for what, asked, limits in (("block", block, _BLOCK), ("grid", grid, _GRID)):
        for one, limit in zip(asked, limits, strict=True):
            if one > limit:
                return {"what": what, "asked": one, "limit": limit}
    blocks = grid[0] * grid[1] * grid[2]
    if blocks > _BLOCKS:
        return {"what": "grid", "asked": blocks, "limit": _BLOCKS}
    asked_shared = info.static_shared + shared
    limit = min(shared_limit, MOST_SHARED)
    if asked_shared > limit:
        return {"what": "shared", "asked": asked_shared, "limit": limit}
    return None


_SPACES = {"global": 0, "shared": 1, "constant": 3}


def seen_by(code: Code, kernel: str) -> list[int]:
    """Which of the module's variables a kernel may touch: all but shared arrays of others."""
    others = {_function(k) for k in code.kernels} - {_function(kernel)}
    return [n for n, v in enumerate(code.variables) if not others & set(pieces(v.owner))]


def _function(expression: str) -> str:
    return expression.partition("<")[0].rpartition("::")[2].strip()


def variables(
    code: Code, kernel: str, given: Mapping[str, bytes], buffers: int
) -> list[list[object]]:
    """The module's variables as the kernel worker takes them. Raises ValueError.

    Shared arrays of other kernels are left out.
    """
    strangers = given.keys() - code.symbols.keys()
    if strangers:
        raise ValueError(f"the module has no variable {min(strangers)}")
    found: list[list[object]] = []
    for n in seen_by(code, kernel):
        variable, initial = code.variables[n], code.initial[n]
        value: bytes | None = None
        if variable.space != "shared":
            value = given.get(variable.name, initial or bytes(variable.size))
            if len(value) != variable.size:
                raise ValueError(f"{variable.name} has {variable.size} bytes, not {len(value)}")
        space = _SPACES[variable.space]
        found.append([variable.offset, variable.size, buffers + n, space, value])
    return found


def arrays(
    info: KernelInfo,
    args: Sequence[Argument],
    buffers: Sequence[np.ndarray],
    code: Code,
    dynamic: int,
) -> dict[int, Array]:
    """What every region of a launch is called: by the first parameter that points into it."""
    found: dict[int, Array] = {}
    for p, a in zip(info.parameters, args, strict=True):
        if isinstance(a, Pointer) and a.buffer >= 0 and a.buffer not in found:
            size = (buffers[a.buffer].nbytes - a.offset) // max(1, p.size)
            found[a.buffer] = Array(p.name, "global", max(1, p.size), size, a.offset)
    for n, buffer in enumerate(buffers):
        found.setdefault(n, Array("", "global", 1, buffer.nbytes))
    for n in seen_by(code, info.name):
        variable = code.variables[n]
        element = 4 if variable.size % 4 == 0 else 1
        array = Array(variable.name, variable.space, element, variable.size // element)
        found[len(buffers) + n] = array
    found[0xFFFE] = Array(code.dynamic, "shared", 4, dynamic // 4)
    return found
