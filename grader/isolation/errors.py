"""How an operation on a worker can end other than with a result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Frame(NamedTuple):
    """One line of a traceback within the student's source."""

    label: str
    line: int
    function: str
    text: str
    values: tuple[tuple[str, str], ...] = ()  # of its variables, where it is the one that raised


class Raised(Exception):
    """The student's code raised. `text` is at most 2000 characters; every field is untrusted."""

    def __init__(
        self,
        type: str,  # noqa: A002 - the field's name
        mro: Sequence[str] = (),
        text: str = "",
        frames: Sequence[Frame] = (),
    ) -> None:
        super().__init__(type, text)
        self.type = type
        self.mro = tuple(mro)  # names of the exception's classes, most derived first
        self.text = text
        self.frames = tuple(frames)  # only those in files given to `execute`, outermost first


class NotPlain(Exception):
    """A plain value was needed and the worker holds something else; `type` says what."""

    def __init__(self, type: str) -> None:  # noqa: A002 - the field\'s name
        super().__init__(type)
        self.type = type


class Ended(Exception):
    """The worker is dead. Facts by kind.

    timeout: clock ("cpu" or "wall"), limit in seconds. memory: limit in bytes.
    crashed: signal (its name or None), exit (a status or None). wire: problem.
    """

    def __init__(
        self,
        kind: Literal["timeout", "memory", "crashed", "wire"],
        facts: Mapping[str, str | int | float | None],
    ) -> None:
        super().__init__(kind, dict(facts))
        self.kind = kind
        self.facts = dict(facts)


class LaunchError(Exception):
    """No worker can be started at the level asked for: the grader's fault, not the student's."""
