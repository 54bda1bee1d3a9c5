"""What was seen on all cases of a check, and how much it can prove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.causes.observing.information import information

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np

    from grader.causes.observing.observation import Observation

ENOUGH = 8.0  # bits, more than a 2 x 2 result of small integers holds


class Evidence:
    """The observations of the parts that were wrong somewhere; a cause must explain them all.

    `cheapest` has them in the order in which a wrong idea is refuted soonest; `bits` says how
    surprising it would be to explain the wrong values by chance.
    """

    def __init__(self, observations: Sequence[Observation]) -> None:
        names = {seen.name for seen in observations if seen.kind != "right"}
        self.seen = tuple(seen for seen in observations if seen.name in names)
        self.wrong = tuple(seen for seen in self.seen if seen.kind != "right")
        self.cheapest = sorted(self.seen, key=lambda s: (s.kind == "right", s.wrong.size))
        self.numeric = all(seen.pair is not None for seen in self.seen)
        self.notes: dict[Any, Any] = {}  # what one probe found and another can use
        self.bits = sum(information(seen) for seen in self.wrong)

    def restored(
        self, undo: Callable[..., np.ndarray | None], *how: Any, bits: float = ENOUGH
    ) -> bool:
        """True when undoing a supposed mistake gives the expected result on every case."""
        return self.bits >= bits and all(s.restores(undo(s, *how)) for s in self.cheapest)

    def reproduced(
        self, redo: Callable[..., np.ndarray | None], *how: Any, bits: float = ENOUGH
    ) -> bool:
        """True when making a supposed mistake gives what came back on every case."""
        return self.bits >= bits and all(s.reproduces(redo(s, *how)) for s in self.cheapest)
