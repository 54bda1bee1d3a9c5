"""What a kernel worker says, in terms of the kernel: findings and counts read from raw bytes."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .types import Counts, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .types import Triple

_FINDING = struct.Struct("=2I6I2Iq2I6I2IQ64s")
_KINDS: tuple[Kind, ...] = (
    "out_of_bounds", "misaligned", "read_only", "race", "barrier_divergence", "missing_arrival",
    "uninitialized_shared", "uninitialized_global", "inactive_lane", "runaway", "assertion",
    "stack_overflow", "bad_instruction", "division_by_zero",
)  # fmt: skip
_ACCESS = ("read", "write", "atomic")
_OPERATIONS = (
    "__syncwarp", "__shfl_sync", "__shfl_up_sync", "__shfl_down_sync", "__shfl_xor_sync",
    "__all_sync", "__any_sync", "__ballot_sync", "__match_any_sync", "__match_all_sync",
    "__reduce_add_sync", "__reduce_min_sync", "__reduce_min_sync", "__reduce_max_sync",
    "__reduce_max_sync", "__reduce_and_sync", "__reduce_or_sync", "__reduce_xor_sync",
    "__activemask",
)  # fmt: skip
_COUNTS = (
    "load_requests", "load_sectors", "load_bytes", "store_requests", "store_sectors", "store_bytes",
    "shared_requests", "shared_wavefronts", "atomics", "shared_atomics", "barriers", "shuffles",
    "divergent_requests",
)  # fmt: skip
_GLOBAL = (*_COUNTS[:6], "atomics")


@dataclass(frozen=True, slots=True)
class Array:
    """An array the kernel sees: `size` elements of `element` bytes, the first at byte `start`."""

    name: str
    space: str
    element: int
    size: int
    start: int = 0


_DECLARED = 0xFFFD  # stands for the array a declaration gives the size of
_SIZE = re.compile(r"\[(\d+)\]")


def findings(
    data: bytes, arrays: Mapping[int, Array], indexed: Mapping[str, str], budget: int
) -> tuple[Finding, ...]:
    """All findings in the order they were made. Raises ValueError for bytes that are none.

    Memory read before another thread wrote it is a race, where a race is seen there too.
    `indexed` are the names an index follows in the source, by "line:column", and "=" if written.
    """
    if len(data) % _FINDING.size:
        raise ValueError("findings cut short")
    made = [_finding(fields, arrays, indexed, budget) for fields in _FINDING.iter_unpack(data)]
    races = {(f.facts["array"], f.facts["other_line"]) for f in made if f.kind == "race"}
    races |= {(f.facts["array"], f.line) for f in made if f.kind == "race"}
    return tuple(
        f
        for f in made
        if f.kind != "uninitialized_shared" or (f.facts["array"], f.line) not in races
    )


def _finding(
    f: tuple[Any, ...], arrays: Mapping[int, Array], indexed: Mapping[str, str], budget: int
) -> Finding:
    if not 1 <= f[0] <= len(_KINDS):
        raise ValueError("a finding of no kind")
    kind = _KINDS[f[0] - 1]
    block, thread = _triple(f, 2), _triple(f, 5)
    region, access, offset, bytes_, other_line = f[8], f[9], f[10], f[11], f[12]
    other_block, other_thread = _triple(f, 13), _triple(f, 16)
    other_access, detail, times = f[19], f[20], f[21]
    array = arrays.get(region, Array("", "global", 1, 0))
    where: dict[str, object] = {
        "array": array.name,
        "space": array.space,
        "index": (offset - array.start) // array.element,
        "size": array.size,
    }
    facts: dict[str, object]
    match kind:
        case "out_of_bounds" if region == _DECLARED:
            facts = _declared(f, arrays, indexed)
        case "out_of_bounds" | "read_only" | "uninitialized_shared" | "uninitialized_global":
            facts = {"access": _ACCESS[access % 3], **where, "times": times}
        case "misaligned":
            facts = {
                "access": _ACCESS[access % 3], "array": array.name, "space": array.space,
                "bytes": bytes_, "offset": offset, "times": times,
            }  # fmt: skip
        case "race":
            facts = {
                "access": _ACCESS[access % 3], **where, "other_access": _ACCESS[other_access % 3],
                "other_line": other_line, "other_block": other_block,
                "other_thread": other_thread, "times": times,
            }  # fmt: skip
        case "barrier_divergence" | "missing_arrival":
            facts = {"other_line": other_line, "other_thread": other_thread, "times": times}
        case "inactive_lane":
            name = _OPERATIONS[access] if access < len(_OPERATIONS) else ""
            facts = {"operation": name, "lane": detail, "times": times}
        case "runaway":
            facts = {"steps": budget}
        case "assertion":
            facts = {"condition": _text(f[22]), "times": times}
        case _:
            facts = {}
    return Finding(kind, f[1], block, thread, facts)


def _declared(
    f: tuple[Any, ...], arrays: Mapping[int, Array], indexed: Mapping[str, str]
) -> dict[str, object]:
    """Facts of an index outside what a declaration says; the compiler knows type and column."""
    line, column = f[1], f[20]
    here = [(int(p.partition(":")[2]), n) for p, n in indexed.items() if p.startswith(f"{line}:")]
    name = max((c, n) for c, n in [(0, ""), *here] if c <= column or len(here) == 1)[1]
    access = "write" if name.endswith("=") else "read"
    name = name.removesuffix("=")
    size = _SIZE.search(_text(f[22]))
    shared = any(a.name == name and a.space == "shared" for a in arrays.values())
    return {
        "access": access, "array": name, "space": "shared" if shared else "local", "index": f[10],
        "size": int(size[1]) if size else 0, "times": f[21],
    }  # fmt: skip


def _text(data: bytes) -> str:
    return data.split(b"\0")[0].decode("utf-8", "replace")


def _triple(f: tuple[Any, ...], at: int) -> Triple:
    return f[at], f[at + 1], f[at + 2]


def counts(data: Sequence[bytes], names: Sequence[str]) -> Counts:
    """Counts of the launch and of each array. Raises ValueError for bytes that are none."""
    try:
        whole, *parts = [dict(zip(_COUNTS, struct.unpack("=13Q", d), strict=True)) for d in data]
    except struct.error:
        raise ValueError("counts cut short") from None
    by_array: dict[str, dict[str, int]] = {}
    for name, part in zip(names, parts, strict=False):
        if name:
            by_array[name] = {key: part[key] for key in _GLOBAL}
    return Counts(**whole, by_array=by_array)
