"""The kernels of `kernels/` on the CPU device: right, without a finding, and counted.

    python benchmarks/kernel_ladders.py [NAME ...]

Runs every rung at the ladder's small sizes in two schedules and writes the counts into the ladder's
README. Exit status 1 where a rung is wrong, has a finding, does not compile, or does not improve
what its ladder.toml says it improves. Needs the pinned compiler (pip install gradsteps[compiler]);
with NVRTC (gradsteps[nvrtc]) registers and shared memory are told too. No card is used.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ladders import reading
from ladders.running import run
from ladders.table import put, table

from grader.devices.cuda_cpu import CompileError, Device, LaunchFailed, Refused
from grader.devices.cuda_cpu.compilers import best
from grader.devices.nvrtc import ARCHITECTURE, Compiled, Source, compile_for_card, found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ladders.figures import Figures
    from ladders.reading import Ladder

SCHEDULES = (5, None)  # a seeded one, then ascending, which is counted


def main() -> None:
    """Run the ladders named, or all, and write their tables."""
    compiler = best()
    if not compiler.pinned:
        raise SystemExit("counts need the pinned compiler: pip install gradsteps[compiler]")
    problems = []
    with Device("process") as device:
        for name in sys.argv[1:] or reading.names():
            try:
                ladder = reading.ladder(name)
            except ValueError as problem:
                raise SystemExit(str(problem)) from None
            compiled = for_a_card(ladder)
            said = list(faults(device, ladder, compiled))
            counted = [one for one in said if not isinstance(one, str)]
            wrong = [one for one in said if isinstance(one, str)]
            problems += wrong
            if not wrong:
                text = table(ladder, counted, compiled, versions(compiler.version))
                put(reading.KERNELS / name / "README.md", text)
                print(f"{ladder.title}\n\n{text}\n")
    if problems:
        raise SystemExit("\n".join(problems))


def faults(
    device: Device, ladder: Ladder, compiled: tuple[Compiled, ...] | None
) -> Iterator[Figures | str]:
    """Each rung's figures, and a sentence for each thing wrong with it."""
    before: Figures | None = None
    for number, rung in enumerate(ladder.rungs):
        place = f"{ladder.name}/{rung.file}"
        for schedule in SCHEDULES:
            try:
                ran = run(device, ladder, rung, schedule=schedule)
            except CompileError as error:
                yield "\n".join(f"{place}:{line}: {text}" for line, _, text in error.problems)
                return
            except (Refused, LaunchFailed) as error:
                yield f"{place}: {error!r}"
                return
            if ran.wrong:
                yield f"{place}: {ran.wrong} elements are wrong, worst {ran.worst:.3g} x allowed"
            for one in ran.findings:
                facts = dict(one.facts)
                yield f"{place}:{one.line}: {one.kind} {one.block} {one.thread} {facts}"
        if compiled and compiled[number].problem:
            yield f"{place}:{compiled[number].line}: {ARCHITECTURE}: {compiled[number].problem}"
        if ran.figures is None:
            return
        yield ran.figures
        if before is not None:
            yield from (
                f"{place}: {figure} is no better than the rung before"
                for figure in rung.improves
                if not ran.figures.better(before, figure)
            )
        before = ran.figures


def for_a_card(ladder: Ladder) -> tuple[Compiled, ...] | None:
    """What NVRTC says of each rung; None where it is not installed."""
    wheel = found()
    if wheel is None:
        return None
    sources = [Source(rung.source) for rung in ladder.rungs]
    compiled = compile_for_card(wheel, "process", sources)
    if compiled is None:
        raise SystemExit(f"{ladder.name}: NVRTC fails")
    return compiled


def versions(compiler: str) -> str:
    """When and with what, for below a table."""
    wheel = found()
    card = f", NVRTC {wheel.version} for {ARCHITECTURE}" if wheel else ", no NVRTC"
    return f"{datetime.now(UTC).date()}, {compiler}{card}."


if __name__ == "__main__":
    main()
