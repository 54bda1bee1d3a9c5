"""What the stand-in needs of whoever compiles and runs kernels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np


@dataclass(frozen=True, slots=True)
class Pointer:
    """An address in the `buffer`-th buffer of a launch, `offset` bytes from its start."""

    buffer: int
    offset: int


@dataclass(frozen=True, slots=True)
class ParameterType:
    """A kernel's parameter; `size` is in bytes, of the element where it is a pointer."""

    name: str
    type: str
    is_pointer: bool
    size: int


@dataclass(frozen=True, slots=True)
class Compiled:
    """A module that was compiled: its number at the driver, and its kernels' parameters."""

    number: int
    kernels: Mapping[str, tuple[ParameterType, ...]]
    static_shared: Mapping[str, int]  # bytes, by kernel
    symbols: Mapping[str, int]  # bytes of each constant and device variable


class NotCompiled(Exception):
    """The source is not CUDA C this device runs; `text` says why, a line for each problem."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Ran:
    """What a launch left behind."""

    buffers: Sequence[np.ndarray]  # uint8, in the order given
    symbols: Mapping[str, np.ndarray]  # uint8, of the module
    printed: str
    error: str | None  # the name of the error a card would report


class Driver(Protocol):
    """Compiles and launches."""

    def compile(self, source: str, options: Sequence[str], names: Sequence[str]) -> Compiled:
        """Compile a module; raises NotCompiled."""

    def launch(
        self,
        module: int,
        kernel: str,
        grid: tuple[int, int, int],
        block: tuple[int, int, int],
        args: Sequence[object],
        buffers: Sequence[np.ndarray],
        shared: tuple[int, int],
        symbols: Mapping[str, np.ndarray],
    ) -> Ran:
        """Run a kernel to its end.

        `args` are Pointers and NumPy scalars, `shared` the bytes of dynamic shared memory and how
        many the kernel may have.
        """
