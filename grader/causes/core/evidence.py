"""What was seen on all cases of a check, and how much it can prove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np

from grader.causes.observing.observation import Observation

Change: TypeAlias = Callable[[Observation], np.ndarray | None]
ENOUGH = 8.0  # bits; what a 2 x 2 result of small integers cannot give


class Evidence:
    """The observations of the parts that were wrong somewhere; a cause must explain them all."""

    def __init__(self, observations: Sequence[Observation]) -> None:
        names = {seen.name for seen in observations if seen.kind != "right"}
        self.seen = tuple(seen for seen in observations if seen.name in names)
        self.wrong = tuple(seen for seen in self.seen if seen.kind != "right")

    def restored(self, undo: Change, bits: float = ENOUGH) -> bool:
        """True when undoing a supposed mistake gives the expected result on every case."""
        return self.bits >= bits and all(seen.restores(undo(seen)) for seen in self._cheapest)

    def reproduced(self, redo: Change, bits: float = ENOUGH) -> bool:
        """True when making a supposed mistake gives what came back on every case."""
        return self.bits >= bits and all(seen.reproduces(redo(seen)) for seen in self._cheapest)

    @cached_property
    def bits(self) -> float:
        """How surprising it would be to explain the wrong values by chance."""
        return sum(information(seen) for seen in self.wrong)

    @cached_property
    def _cheapest(self) -> list[Observation]:
        return sorted(self.seen, key=lambda seen: (seen.kind == "right", seen.wrong.size))


def information(seen: Observation) -> float:
    """Bits in the wrong values: 20 a measured number, few a small integer among few others."""
    if seen.pair is None or not seen.wrong.any():
        return 0.0
    places = seen.wrong[seen.picks] if seen.wrong.ndim else seen.wrong
    values = np.abs((seen.pair[1][seen.picks] if seen.wrong.ndim else seen.pair[1])[places])[:64]
    values = np.where(np.isfinite(values), values, 0.0)
    rounded = values * 1024 == np.floor(values * 1024)
    small = np.unique(values[rounded])
    return float(20.0 * np.sum(~rounded) + np.sum(rounded) * min(np.log2(1 + small.size), 8.0))
