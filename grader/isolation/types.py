"""What both sides of the wire name: handles, limits, and what binding an entry found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["none", "process", "sandbox"]

# The parts of a sandbox that can be raised each by itself.
FENCES = ("namespaces", "account", "capabilities", "landlock", "seccomp")
# Layers without which a worker is no sandbox.
BASE = ("no new privileges", "system calls")


@dataclass(frozen=True, slots=True)
class Ref:
    """A handle: an object that stays in the worker.

    `kind` is the name of its type as the worker says it: untrusted, at most 100 characters.
    """

    id: int
    kind: str


ENTRY = Ref(0, "entry")  # the student's function or class, once bound


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may use. Times in seconds, sizes in bytes."""

    cpu: float = 5.0  # CPU time between two `begin`s; the wall time is five times that
    wall: float = 120.0  # time the judge waits for this worker, over its whole life
    memory: int = 1 << 30  # beyond what the warm worker holds
    output: int = 64 << 10  # printed bytes kept between two `begin`s
    message: int = 256 << 20  # largest message on the wire


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of the entry; `kind` is spelled as in `inspect.Parameter`."""

    name: str
    kind: str  # POSITIONAL_OR_KEYWORD, KEYWORD_ONLY, VAR_POSITIONAL, ...
    has_default: bool


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the student's file holds under the entry's name."""

    kind: Literal["function", "class", "other", "missing"]  # function: anything callable
    defines: tuple[str, ...]  # top-level functions and classes of the student's own
    type: str  # name of the entry's type, empty when missing
    parameters: tuple[Parameter, ...] | None = None  # None: no readable signature
