"""Every cause there is: a probe per file of this folder, found by importing them all."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from grader.results import Json

from .evidence import Evidence

Probe: TypeAlias = Callable[[Evidence], Iterable[dict[str, Json]]]
ANY_VALUES = ("shape", "dtype", "finite", "values", "exact")


@dataclass(frozen=True, slots=True)
class Cause:
    """A probe yields the facts of every way in which its cause explains all that was seen."""

    kind: str  # of the reason; the file's name
    probe: Probe
    on: tuple[str, ...]  # kinds of difference it can explain
    over: tuple[str, ...]  # causes that say the same less precisely


_found: dict[str, Cause] = {}


def cause(
    *, on: tuple[str, ...] = ANY_VALUES, over: tuple[str, ...] = ()
) -> Callable[[Probe], Probe]:
    """Declare a file's probe."""

    def declare(probe: Probe) -> Probe:
        kind = probe.__module__.rpartition(".")[2]
        _found[kind] = Cause(kind, probe, on, over)
        return probe

    return declare


@cache
def causes() -> tuple[Cause, ...]:
    """Every cause, by name."""
    package = __name__.rpartition(".core.")[0]
    for path in Path(__file__).parents[1].glob("[a-z]*.py"):
        importlib.import_module(f"{package}.{path.stem}")
    return tuple(_found[kind] for kind in sorted(_found))
