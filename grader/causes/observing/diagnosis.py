"""What may be said about the cause of a failure."""

from __future__ import annotations

from dataclasses import dataclass

from grader.results import Json, Reason


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Nothing, one cause that is proven, or two that no case told apart."""

    causes: tuple[Reason, ...] = ()
    proven: bool = False

    @classmethod
    def of(cls, found: list[Reason]) -> Diagnosis:
        """What candidates amount to: three are as good as none."""
        return cls(tuple(found), len(found) == 1) if len(found) <= 2 else cls()

    @property
    def reason(self) -> Reason | None:
        """The one reason that a result carries."""
        if len(self.causes) < 2:
            return self.causes[0] if self.causes else None
        if all(cause.kind == "mistake" for cause in self.causes):
            ids = [cause.facts["mistake"] for cause in self.causes]
            says = [cause.facts["says"] for cause in self.causes]
            return Reason("mistakes", {"mistakes": ids, "says": says})
        first, second = map(_facts, self.causes)
        return Reason("either", {"first": first, "second": second})


def _facts(cause: Reason) -> dict[str, Json]:
    return {"kind": cause.kind, "facts": dict(cause.facts)}
