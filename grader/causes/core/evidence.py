"""What was seen on all cases of a check, and how much it can prove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np

from grader.causes.observing.information import information
from grader.causes.observing.observation import Observation

Change: TypeAlias = Callable[..., np.ndarray | None]  # of an observation
ENOUGH = 8.0  # bits, more than a 2 x 2 result of small integers holds


class Evidence:
    """The observations of the parts that were wrong somewhere; a cause must explain them all."""

    def __init__(self, observations: Sequence[Observation]) -> None:
        names = {seen.name for seen in observations if seen.kind != "right"}
        self.seen = tuple(seen for seen in observations if seen.name in names)
        self.wrong = tuple(seen for seen in self.seen if seen.kind != "right")

    def restored(self, undo: Change, *how: Any, bits: float = ENOUGH) -> bool:
        """True when undoing a supposed mistake gives the expected result on every case."""
        return self.bits >= bits and all(seen.restores(undo(seen, *how)) for seen in self.cheapest)

    def reproduced(self, redo: Change, *how: Any, bits: float = ENOUGH) -> bool:
        """True when making a supposed mistake gives what came back on every case."""
        return self.bits >= bits and all(seen.reproduces(redo(seen, *how)) for seen in self.cheapest)

    @cached_property
    def bits(self) -> float:
        """How surprising it would be to explain the wrong values by chance."""
        return sum(information(seen) for seen in self.wrong)

    @cached_property
    def numeric(self) -> bool:
        """True when got and expected are numbers throughout."""
        return all(seen.pair is not None for seen in self.seen)

    @cached_property
    def cheapest(self) -> list[Observation]:
        """Observations in the order in which a wrong idea is refuted soonest."""
        return sorted(self.seen, key=lambda seen: (seen.kind == "right", seen.wrong.size))
