"""`cupy` in this process: findings and counts of its kernels are told as they come."""

from __future__ import annotations

import math
import sys
import threading
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from grader.devices.cupy.kernel_log import KernelLog, Launch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.devices.cuda_cpu import Finding

SHOWN = 3  # findings of one launch
BUDGET = 1_000_000_000  # memory accesses of one launch


@dataclass
class Told(KernelLog):
    """A log that says what was found in each launch and forgets it."""

    findings: int = 0

    def add(self, launch: Launch) -> None:
        """Tell of one launch on stderr."""
        self.findings += len(launch.findings)
        for finding in launch.findings[:SHOWN]:
            click.echo(_line(launch, finding), err=True)
        more = len(launch.findings) - SHOWN
        if more > 0:
            click.echo(f"finding: {more} more in this launch", err=True)

    def wrote(self, _: object) -> None:
        """Remember nothing: whose numbers these are is nobody's question here."""

    def read(self, kernel: str, _: object) -> None:
        """Remember nothing."""


@contextmanager
def cupy_here() -> Iterator[Told]:
    """Let this process import `cupy`, its kernels run by a device of its own."""
    from grader.devices.cuda_cpu import Device, NoCompiler
    from grader.devices.cuda_cpu.compilers import best
    from grader.devices.cupy.bridge import Bridge
    from grader.devices.cupy.serving import Wired, installed
    from grader.run.kernels import cache_folder

    try:
        best()
    except NoCompiler:
        raise click.UsageError(
            "kernels need a C++ compiler; `pip install ziglang`, or install g++"
        ) from None
    told = Told()
    with Device("process", cache_folder()) as device:
        bridge = Bridge(
            device, threading.Lock(), told, math.inf, budget=BUDGET, modules=sys.maxsize
        )
        with installed(Wired(bridge.functions())):
            yield told


_open = ExitStack()


def load(_: object) -> None:
    """Do what `%load_ext grader` is for: `import cupy` works in the notebook."""
    _open.close()
    _open.enter_context(cupy_here())


def unload(_: object) -> None:
    """Undo it."""
    _open.close()


def _line(launch: Launch, finding: Finding) -> str:
    from grader.devices.cupy.kernel_log import facts_of
    from grader.pages.sentences import sentence
    from grader.results import Reason

    facts = {"kernel": launch.kernel, **facts_of(finding)}
    lines = launch.source.splitlines()
    said = sentence(Reason(finding.kind, facts))  # type: ignore[arg-type]  # plain values
    source = lines[finding.line - 1].strip() if 0 < finding.line <= len(lines) else ""
    return f"finding: {said}" + (f"\n    {source}" if source else "")
