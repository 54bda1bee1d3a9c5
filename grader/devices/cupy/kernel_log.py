"""What a worker's kernels did in the running check, as the trusted side saw it.

A worker's Python can neither write here nor take anything back: compiling and running are done for
it elsewhere, and what they found is kept here until the check reads it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grader.devices.cuda_cpu import Counts, Finding

WORDS = (1, 2, 4, 8)  # bytes of one value that may fill an array


class DeviceFault(Exception):
    """The device itself failed: nobody's kernel is to blame."""


@dataclass(frozen=True, slots=True)
class Launch:
    """One launch: what was found and counted; `counts` is None without the pinned compiler."""

    kernel: str
    source: str
    blocks: int
    findings: tuple[Finding, ...]
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class Uncompiled:
    """A source that was not compiled: `problems` of the compiler, or what was `refused` and why."""

    source: str
    problems: tuple[tuple[int, int, str], ...] = ()
    refused: str | None = None
    line: int = 0
    why: str = ""


@dataclass
class KernelLog:
    """Launches since `begin`, and which arrays' contents are known to come from where."""

    launches: list[Launch] = field(default_factory=list)
    uncompiled: list[Uncompiled] = field(default_factory=list)
    seconds: float = 0.0  # spent running
    # What was compiled as the student wrote it, with its options and name expressions; kept.
    written: dict[tuple[str, tuple[str, ...], tuple[str, ...]], None] = field(default_factory=dict)
    foreign: str | None = None  # a kernel that was given what neither check nor kernel made
    _given: set[bytes] = field(default_factory=set)
    _made: set[bytes] = field(default_factory=set)

    def begin(self, given: Iterable[np.ndarray] = ()) -> None:
        """Forget everything; `given` are the arrays the check hands out now."""
        self.launches.clear()
        self.uncompiled.clear()
        self.seconds = 0.0
        self.foreign = None
        self._made.clear()
        self._given = {digest(x) for x in given}

    def add(self, launch: Launch) -> None:
        """Note what one launch did."""
        self.launches.append(launch)

    def read(self, kernel: str, buffers: Iterable[np.ndarray]) -> None:
        """Note what a kernel is about to be given."""
        for buffer in buffers:
            known = _one_value(buffer) or digest(buffer) in self._given | self._made
            if not known and self.foreign is None:
                self.foreign = kernel

    def wrote(self, buffers: Iterable[np.ndarray]) -> None:
        """Note what a kernel left."""
        self._made.update(digest(x) for x in buffers)

    def made(self, x: np.ndarray) -> bool:
        """Tell whether a kernel left an array with exactly these bytes."""
        return digest(x) in self._made

    @property
    def fault(self) -> tuple[Launch, Finding] | None:
        """The first finding, None if all launches were sound."""
        return next(((one, one.findings[0]) for one in self.launches if one.findings), None)

    @property
    def counted(self) -> bool:
        """True when every launch was counted."""
        return all(one.counts is not None for one in self.launches)

    def total(self, *names: str) -> int:
        """Sum these counts over all launches."""
        return sum(int(getattr(one.counts, name)) for one in self.launches for name in names)


def digest(x: np.ndarray) -> bytes:
    """Return what tells an array's bytes from others."""
    return hashlib.blake2b(np.ascontiguousarray(x).view(np.uint8).data, digest_size=16).digest()


def _one_value(buffer: np.ndarray) -> bool:
    """Tell whether an array holds one value throughout, as `zeros` and `full` make it."""
    return buffer.size == 0 or any(
        buffer.size % word == 0 and bool((buffer.reshape(-1, word) == buffer[:word]).all())
        for word in WORDS
    )


def facts_of(finding: Finding) -> Mapping[str, object]:
    """Return a finding's facts as plain values."""
    return {
        "line": finding.line,
        "block": list(finding.block),
        "thread": list(finding.thread),
        **{name: list(x) if isinstance(x, tuple) else x for name, x in finding.facts.items()},
    }
