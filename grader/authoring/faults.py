"""What is wrong with an exercise, as fields; the sentences are made in `pages`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grader.results import Json


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: the exercise (or chapter, or `course`), what kind of fault, its facts."""

    exercise: str
    kind: str
    facts: Mapping[str, Json] = field(default_factory=dict)

    def answer_of(self, name: str) -> bool:
        """Tell whether it is a fault of this answer."""
        return self.facts.get("answer") == name


def fault(exercise: str, kind: str, /, **facts: Json) -> Fault:
    """Make a fault."""
    return Fault(exercise, kind, facts)
