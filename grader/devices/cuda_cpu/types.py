"""What the CUDA-on-CPU device takes and gives: modules, pointers, findings, counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

Triple = tuple[int, int, int]  # x, y, z

# Kinds of a finding; Finding says which facts each has.
Kind = Literal[
    "out_of_bounds",
    "misaligned",
    "read_only",
    "race",
    "barrier_divergence",
    "missing_arrival",
    "uninitialized_shared",
    "uninitialized_global",
    "inactive_lane",
    "over_limit",
    "runaway",
    "assertion",
    "stack_overflow",
    "bad_instruction",
    "division_by_zero",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a kernel, where it happened first.

    `line` is the kernel's own (1 is its first, 0 unknown). In `facts` times says how often it
    was seen there. By kind:

    - out_of_bounds: access "read"|"write"|"atomic", space "global"|"shared"|"local"|"constant",
      array (the parameter's or variable's name, "" if nothing is near), index (in elements of the
      array, may be negative), size (elements the array has), times
    - misaligned: access, space, array, bytes (of the access), offset (in bytes from the
      array's start), times
    - read_only: access "write"|"atomic", space "constant", array, index, size, times
    - race: access, space, array, index, size, other_access, other_line, other_block,
      other_thread, times
    - barrier_divergence: other_line, other_thread (waits at another barrier)
    - missing_arrival: other_thread (has ended), other_line 0
    - uninitialized_shared, uninitialized_global: space, array, index, size, times
    - inactive_lane: operation (as in the source), lane (asked for, absent from the
      mask or ended), times
    - over_limit: what "threads"|"block"|"grid"|"shared", asked, limit
    - runaway: steps (the budget spent)
    - assertion: condition, times
    - stack_overflow, bad_instruction, division_by_zero: nothing
    """

    kind: Kind
    line: int
    block: Triple
    thread: Triple
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a launch did, as a profiler counts it. A request is one instruction of one warp.

    Sectors are 32 bytes; a warp that reads 32 neighboring floats takes 4. A wavefront is one pass
    of the 32 shared-memory banks: `shared_wavefronts - shared_requests` are bank conflicts.
    `by_array` has the same figures of global memory for each parameter.
    """

    load_requests: int = 0
    load_sectors: int = 0
    load_bytes: int = 0  # asked for by the threads
    store_requests: int = 0
    store_sectors: int = 0
    store_bytes: int = 0
    shared_requests: int = 0
    shared_wavefronts: int = 0
    atomics: int = 0  # operations of single threads, on global memory
    shared_atomics: int = 0
    barriers: int = 0  # arrivals of whole blocks
    shuffles: int = 0  # of whole warps; votes and matches too
    divergent_requests: int = 0  # requests of a warp that not all its living threads took part in
    by_array: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pointer:
    """An argument that points `offset` bytes into `buffers[buffer]`; -1 is the null pointer."""

    buffer: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ParameterInfo:
    """One parameter of a kernel.

    `type` as written ("const float *"); `size` in bytes: of an element pointed to, or of the value.
    `scalar` is "f4", "i8" ... as NumPy spells it ("" for structures, "p" for pointers to pointers).
    """

    name: str
    type: str
    is_pointer: bool
    size: int
    scalar: str
    is_const: bool = False


@dataclass(frozen=True, slots=True)
class KernelInfo:
    """A kernel that can be launched. `static_shared` in bytes."""

    name: str
    parameters: tuple[ParameterInfo, ...]
    static_shared: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class SymbolInfo:
    """A `__constant__` or `__device__` variable. `size` in bytes."""

    name: str
    space: Literal["constant", "global"]
    size: int


@dataclass(frozen=True, slots=True)
class Module:
    """Compiled CUDA C: what it offers. The code itself stays in the device's cache, under `key`."""

    key: str
    kernels: Mapping[str, KernelInfo]
    symbols: Mapping[str, SymbolInfo] = field(default_factory=dict)
    counted: bool = True  # False: not the pinned compiler; counts are None


@dataclass(frozen=True, slots=True)
class Launched:
    """One launch. `buffers` (uint8) as the kernel left them, `symbols` of the module too."""

    buffers: tuple[np.ndarray, ...]
    findings: tuple[Finding, ...]
    counts: Counts | None
    printed: str = ""
    symbols: Mapping[str, bytes] = field(default_factory=dict)


class CompileError(Exception):
    """The compiler refuses the kernel. `problems`: (line, column, text), lines the kernel's own."""

    def __init__(self, problems: tuple[tuple[int, int, str], ...]) -> None:
        super().__init__(problems[0][2] if problems else "does not compile")
        self.problems = problems


class Refused(Exception):
    """A construct that this device does not run, or never lets through.

    `what` names it as it stands in the source ("asm", "wmma", "#include <thrust/sort.h>");
    `why` is "unsupported" or "forbidden".
    """

    def __init__(self, what: str, line: int, why: str = "unsupported") -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.why = why


class NoCompiler(Exception):
    """No C++ compiler is installed, neither the pinned wheel nor g++, or this is not Linux."""


class LaunchFailed(Exception):
    """The kernel's process ended. `kind` is "timeout", "memory" or "crashed"."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind
