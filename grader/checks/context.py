"""Which workers the check that is running faces. One check runs at a time in a thread."""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from .errors import CheckError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from grader.isolation import Ref
    from grader.results import Call

REMEMBERED_CALLS = 6
REMEMBERED_OUTPUTS = 4


class Side(Protocol):
    """One side of a check: a worker, a worker being recorded, or a recording."""

    def call(self, target: Ref, args: Sequence[object], kwargs: Mapping[str, object]) -> object:
        """Call a handle; the entry's plain results come back as values."""

    def operate(self, name: str, args: Sequence[object]) -> Ref:
        """Apply an operator or attribute access."""

    def value(self, ref: Ref) -> object:
        """Bring a plain value out."""

    def put(self, x: object) -> Ref:
        """Make an object with identity."""

    def drive(
        self, text: str, name: str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> object:
        """Run a driver function."""


@dataclass(slots=True)
class Compared:
    """One comparison of a check: what it saw, and how it ended."""

    name: str
    got: object
    expected: object
    kind: str = "right"  # or the kind of its Difference
    allowed: object = None  # an array; None where values were not reached


@dataclass
class Context:
    """The two sides of the running check, what it has called so far, and how near it was.

    `margins` gets the largest error over tolerance of every comparison: authors are told when a
    right answer comes too close to its tolerance. `any_precision` lets a float64 truth stand for
    an answer of another float type. `compared`, `arguments` and `outputs`, the last plain values
    of the student's side, are the evidence a cause is proven from.
    """

    student: Side
    reference: Side
    entry: str
    parameters: tuple[str, ...] = ()  # of the entry, for the page's `called with`
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=REMEMBERED_CALLS))
    arguments: dict[str, object] = field(default_factory=dict)  # of the entry's last call
    compared: list[Compared] = field(default_factory=list)
    outputs: deque[object] = field(default_factory=lambda: deque(maxlen=REMEMBERED_OUTPUTS))
    margins: list[float] = field(default_factory=list)
    any_precision: bool = False


_current: ContextVar[Context] = ContextVar("running check")


def current() -> Context:
    """Return the running check's context."""
    try:
        return _current.get()
    except LookupError:
        raise CheckError("`reference`, `put` and handles only exist while a check runs") from None


def possible() -> Context | None:
    """Return the running check's context, or None outside of any."""
    return _current.get(None)


@contextmanager
def running(context: Context) -> Iterator[Context]:
    """Make `context` the running check's."""
    token = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(token)
