"""The parameters of ElementwiseKernel and ReductionKernel: `float32 x, raw T y`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .arrays import ndarray

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MADE = "/* made from an expression */ "  # how the CUDA C begins that no student wrote
C_TYPES = {
    "bool": "bool", "int8": "signed char", "uint8": "unsigned char", "int16": "short",
    "uint16": "unsigned short", "int32": "int", "uint32": "unsigned int", "int64": "long long",
    "uint64": "unsigned long long", "float16": "__half", "float32": "float", "float64": "double",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Declared:
    """One parameter: its type (a letter stands for any), its name, whether it is `raw`."""

    type: str
    name: str
    raw: bool = False


def declared(text: str) -> tuple[Declared, ...]:
    """Read a list of parameters; ValueError where it is none."""
    found = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        words = part.split()
        raw = words[0] == "raw"
        if len(words) != 2 + raw or not words[-1].isidentifier():
            raise ValueError(f"{part!r} is no parameter; write `type name` or `raw type name`")
        found.append(Declared(words[-2], words[-1], raw))
    return tuple(found)


def types_of(
    parameters: Sequence[Declared], args: Sequence[Any], known: Mapping[str, np.dtype]
) -> dict[str, np.dtype]:
    """Return what each letter stands for, arrays first, then numbers.

    Raises TypeError where two arrays disagree about a letter.
    """
    types = dict(known)
    pairs = list(zip(parameters, args, strict=True))
    for parameter, x in pairs:
        if isinstance(x, ndarray) and len(parameter.type) == 1:
            mine = x._host.dtype  # noqa: SLF001
            if types.setdefault(parameter.type, mine) != mine:
                raise TypeError(f"Type is mismatched: {parameter.name} is {mine}, "
                                f"{parameter.type} is {types[parameter.type]}")  # fmt: skip
    for parameter, x in pairs:
        if not isinstance(x, ndarray) and len(parameter.type) == 1:
            types.setdefault(parameter.type, np.asarray(x).dtype)
    return types


def dtype_of(parameter: Declared, types: Mapping[str, np.dtype]) -> np.dtype:
    """Return a parameter's dtype; TypeError where nothing says what a letter stands for."""
    if len(parameter.type) > 1:
        return np.dtype(parameter.type)
    if parameter.type not in types:
        raise TypeError(f"nothing says what {parameter.type} of `{parameter.name}` is")
    return types[parameter.type]


def c_type(dtype: np.dtype) -> str:
    """Return a dtype's name in CUDA C; TypeError for complex numbers."""
    if dtype.name not in C_TYPES:
        raise TypeError(f"the stand-in's kernels take no {dtype.name}")
    return C_TYPES[dtype.name]


def typedefs(types: Mapping[str, np.dtype]) -> str:
    """Return what the letters stand for, in CUDA C."""
    return "".join(f"typedef {c_type(dtype)} {letter}; " for letter, dtype in types.items())


def on_device_args(args: Sequence[Any]) -> None:
    """Refuse arrays of NumPy's, as CuPy does."""
    for x in args:
        if isinstance(x, np.ndarray) or not isinstance(
            x, ndarray | bool | int | float | np.generic
        ):
            raise TypeError(f"Unsupported type {type(x)}")
