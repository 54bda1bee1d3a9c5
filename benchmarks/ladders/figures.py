"""What is counted of a rung, and which way is better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.devices.cuda_cpu import Counts

SECTOR = 32
HIGHER_IS_BETTER = frozenset({"coalesced"})


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of all launches of a rung together.

    `traffic` is bytes moved in sectors over the bytes that must move, `coalesced` bytes asked for
    over bytes moved (above 1 where lanes ask for the same). `requests` are loads and stores of
    whole warps in global memory, `wavefronts` passes over the banks of shared memory, of which
    `conflicts` are extra. Atomics are operations of threads, and no part of traffic.
    """

    traffic: float
    coalesced: float
    requests: int
    wavefronts: int
    conflicts: int
    barriers: int
    shuffles: int
    atomics: int
    shared_atomics: int
    threads: int
    launches: int

    def better(self, before: Figures, figure: str) -> bool:
        """Whether this rung's figure is strictly better than the other's."""
        mine, other = float(getattr(self, figure)), float(getattr(before, figure))
        return mine > other if figure in HIGHER_IS_BETTER else mine < other


def figures(counts: Iterable[Counts], threads: int, must_move: int) -> Figures:
    """Add up the counts of every launch; `threads` were launched in all."""
    every = list(counts)

    def total(name: str) -> int:
        return sum(int(getattr(one, name)) for one in every)

    moved = SECTOR * (total("load_sectors") + total("store_sectors"))
    return Figures(
        traffic=moved / must_move,
        coalesced=(total("load_bytes") + total("store_bytes")) / max(1, moved),
        requests=total("load_requests") + total("store_requests"),
        wavefronts=total("shared_wavefronts"),
        conflicts=total("shared_wavefronts") - total("shared_requests"),
        barriers=total("barriers"),
        shuffles=total("shuffles"),
        atomics=total("atomics"),
        shared_atomics=total("shared_atomics"),
        threads=threads,
        launches=len(every),
    )
