"""What late work costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from grader.results import Reason

from .rounding import exact

if TYPE_CHECKING:
    from datetime import datetime

    from grader.course import Late

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Penalty:
    """How many days late, and the factor in [0, 1] that the points are multiplied by."""

    late_days: int = 0
    factor: float = 1.0

    @property
    def reason(self) -> Reason | None:
        """The penalty for `ExerciseResult.late`: None for work that was on time."""
        if not self.late_days:
            return None
        return Reason("late", {"late_days": self.late_days, "factor": self.factor})


def late_factor(policy: Late, due: datetime | None, submitted: datetime | None) -> Penalty:
    """The penalty for work due at `due` and handed in at `submitted`, both with an offset.

    Days are 24 hours, counted from the end of the grace period; a begun day counts whole. Work
    without a due date, or whose time is not known, is on time. Raises ValueError for a time without
    an offset.
    """
    if due is None or submitted is None:
        return Penalty()
    for time in (due, submitted):
        if time.utcoffset() is None:
            raise ValueError(f"{time.isoformat()} has no offset")
    # In UTC, because Python subtracts two times of one zone by their clocks, across a change too.
    over = submitted.astimezone(UTC) - due.astimezone(UTC) - policy.grace
    days = max(0, -(-over // DAY))
    lost = min(exact(policy.cap), days * exact(policy.per_day))
    return Penalty(days, float(1 - lost))
