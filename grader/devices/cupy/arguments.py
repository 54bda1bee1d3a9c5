"""A launch's arguments: arrays as pointers into buffers, numbers as the parameters' types.

CuPy passes what it is given, bit for bit: Python's int and float are eight bytes, and a kernel that
takes an `int` or a `float` reads half of them. Here that is a TypeError, as is an array of another
element type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .arrays import MemoryPointer, memory_of, ndarray
from .driver import Pointer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .driver import ParameterType

DTYPES = {
    "bool": "bool",
    "char": "int8", "signed char": "int8", "unsigned char": "uint8",
    "short": "int16", "unsigned short": "uint16",
    "int": "int32", "unsigned int": "uint32", "unsigned": "uint32",
    "long": "int64", "unsigned long": "uint64",
    "long long": "int64", "unsigned long long": "uint64",
    "int8_t": "int8", "uint8_t": "uint8", "int16_t": "int16", "uint16_t": "uint16",
    "int32_t": "int32", "uint32_t": "uint32", "int64_t": "int64", "uint64_t": "uint64",
    "size_t": "uint64", "ptrdiff_t": "int64",
    "float": "float32", "double": "float64", "__half": "float16", "half": "float16",
}  # fmt: skip
WORD = 8  # bytes as which CuPy passes Python's numbers


class Arguments:
    """Arguments as a driver takes them: Pointers into `buffers`, and NumPy scalars."""

    def __init__(
        self, kernel: str, parameters: Sequence[ParameterType], args: Sequence[Any]
    ) -> None:
        """Raise TypeError where number or types do not fit the kernel's parameters."""
        if not isinstance(args, tuple | list):
            raise TypeError(f"`args` must be a tuple, got {type(args).__name__}")
        if len(args) != len(parameters):
            names = ", ".join(f"`{p.type} {p.name}`" for p in parameters)
            raise TypeError(f"`{kernel}` takes {len(parameters)} arguments ({names}), "
                            f"got {len(args)}")  # fmt: skip
        self.buffers: list[np.ndarray] = []
        self._numbers: dict[int, int] = {}  # of a buffer, by where it begins
        self.coded: list[object] = [
            self._pointer(p, x) if p.is_pointer else _scalar(p, x)
            for p, x in zip(parameters, args, strict=True)
        ]

    def _pointer(self, parameter: ParameterType, x: Any) -> Pointer:
        if isinstance(x, MemoryPointer):
            return Pointer(self._buffer(x.memory), 0)
        if isinstance(x, np.ndarray):
            raise TypeError(f"Unsupported type {np.ndarray}: `{parameter.name}` takes an array "
                            "on the device, made by `cupy.asarray`")  # fmt: skip
        if not isinstance(x, ndarray):
            raise TypeError(f"`{parameter.type} {parameter.name}` takes an array, "
                            f"got {type(x).__name__}")  # fmt: skip
        array = x._host  # noqa: SLF001  # as its own
        wanted = DTYPES.get(element(parameter.type))
        if wanted is not None and np.dtype(wanted) != array.dtype and parameter.size > 1:
            raise TypeError(f"`{parameter.type} {parameter.name}` takes an array of {wanted}, "
                            f"got one of {array.dtype}")  # fmt: skip
        memory = memory_of(array)
        start = memory.__array_interface__["data"][0]
        return Pointer(self._buffer(memory), array.__array_interface__["data"][0] - start)

    def _buffer(self, memory: np.ndarray) -> int:
        start = memory.__array_interface__["data"][0]
        if start not in self._numbers:
            self._numbers[start] = len(self.buffers)
            self.buffers.append(memory)
        return self._numbers[start]


def element(type_: str) -> str:
    """Return what a pointer points to: `float` of `const float* __restrict__`."""
    text = type_.split("*")[0]
    return " ".join(word for word in text.split() if word not in ("const", "volatile"))


def _scalar(parameter: ParameterType, x: Any) -> object:
    name = f"`{parameter.type} {parameter.name}`"
    if isinstance(x, ndarray | np.ndarray):
        raise TypeError(f"{name} takes a number, got an array")
    wanted = DTYPES.get(element(parameter.type))
    if wanted is None:
        if isinstance(x, np.void) and x.dtype.itemsize == parameter.size:
            return x
        raise TypeError(f"{name} takes {parameter.size} bytes of a structure, "
                        f"got {type(x).__name__}")  # fmt: skip
    dtype = np.dtype(wanted)
    if isinstance(x, np.generic):
        if x.dtype == dtype or (x.dtype.kind in "iu" and dtype.kind in "iu"
                                and x.dtype.itemsize == dtype.itemsize):  # fmt: skip
            return x.astype(dtype)
        raise TypeError(f"{name} takes {wanted}, got numpy.{x.dtype}")
    if isinstance(x, bool) and dtype.kind == "b":
        return dtype.type(x)
    if isinstance(x, int) and dtype.kind in "iu" and dtype.itemsize == WORD:
        if not np.iinfo(dtype).min <= x <= np.iinfo(dtype).max:
            raise TypeError(f"{name} cannot hold {x}")
        return dtype.type(x)
    if isinstance(x, float) and dtype == np.float64:
        return dtype.type(x)
    if isinstance(x, float | int):
        raise TypeError(f"{name} takes {wanted}: pass `numpy.{wanted}(...)`; CuPy passes a Python "
                        f"{type(x).__name__} as 8 bytes")  # fmt: skip
    raise TypeError(f"{name} takes a number, got {type(x).__name__}")
