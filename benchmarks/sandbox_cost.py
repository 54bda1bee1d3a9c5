"""What the sandbox costs: a worker ready, and one call, against level `process` and bubblewrap.

    python benchmarks/sandbox_cost.py

Ready: ordered from the warm fork server, fenced, a small source executed, its entry bound; the
server forked it while the worker before was at work, as it does in a run. The rate is without that
help: each worker closed at once and the next one ordered. The rival is a fresh interpreter in
bubblewrap that only imports the library. Budgets: 25 x faster with numpy and 200 x with torch
(about 4 and 8 ms); a call within 5 % of level `process`. Both levels are timed in turn, so that a
busy machine slows both.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from measuring import command, machine, paired, ratio, write

from grader.isolation import ENTRY, Launcher, Limits, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SOURCE = """
import numpy as np

def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
"""
RUNS = {"numpy": 60, "torch": 15}
PAUSE = 0.02  # the server reaps the worker before: here its readiness is measured, not its rate
CALLS = 40  # in one timing
LAUNCHES = 16  # of both levels: an address layout alone can make a worker's calls twice as long
PAIRS = 12  # in one launch
RATE = 60  # workers one after another, nothing between them
UNNAMED = ("account", "capabilities", "landlock", "seccomp")  # where namespaces are refused
BWRAP = "bwrap --unshare-all --die-with-parent --ro-bind / / --tmpfs /tmp --dev /dev --proc /proc"


def main() -> None:
    """Time what there is; write the table."""
    found = [name for name in RUNS if importlib.util.find_spec(name)]
    ready = [_ready(name) for name in found]
    calls = _calls()
    lines = [
        "# What the sandbox costs",
        "",
        "Medians in ms, in turn. `fenced` is the sandbox without namespaces; the rival a fresh",
        "interpreter in bubblewrap that imports the library. Budget: 25 times with numpy, 200 with",
        "torch; calls within 5 % of level `process`.",
        "",
        "| library | process | fenced | sandbox | rival | times, fenced | times, sandbox | per s |",
        "|---|---|---|---|---|---|---|---|",
        *ready,
        "",
        f"Calls: {PAIRS} pairs of {CALLS} in each of {LAUNCHES} launches; the median of the",
        "launches' ratios and its 95 % bootstrap interval.",
        "",
        "| one call of a softmax | process, ms | sandbox, ms | sandbox / process | interval |",
        "|---|---|---|---|---|",
        *calls,
        "",
        machine(*found),
        f"Load when it ended: {os.getloadavg()[0]:.1f}.",
        "",
    ]
    write("sandbox_cost.md", "\n".join(lines))


def _ready(name: str) -> str:
    libraries = ("numpy",) if name == "numpy" else ("numpy", name)
    with (
        Launcher(libraries) as process,
        Launcher(libraries, level="sandbox", fences=UNNAMED) as fenced,
        Launcher(libraries, level="sandbox") as sandbox,
    ):
        workers: list[Worker] = []
        actions: list[Callable[[], object]] = []
        for launcher in (process, fenced, sandbox):
            launcher.start(Limits()).close()  # the imports are over
            actions += [_maker(launcher, workers), _forgetter(workers)]
        times = paired(RUNS[name], *actions, _rival(name))
        layers = sandbox.layers
        started = time.perf_counter()
        for _ in range(RATE):
            _maker(sandbox, workers)()
            workers.pop().close()
        rate = f"{RATE / (time.perf_counter() - started):.0f}"
    ours, theirs = times[0:6:2], times[6]
    medians = [f"{statistics.median(t) * 1e3:.1f}" for t in ours]
    rival = f"{statistics.median(theirs) * 1e3:.0f}"
    ratios = [f"{ratio(theirs, t):.0f}" for t in ours[1:]]
    spaces = "" if "own file tree" in layers else " (no namespaces here)"
    return f"| {name}{spaces} | {' | '.join([*medians, rival, *ratios, rate])} |"


def _maker(launcher: Launcher, workers: list[Worker]) -> Callable[[], object]:
    def make() -> None:
        worker = launcher.start(Limits())
        worker.execute("softmax.py", SOURCE)
        worker.bind("softmax")
        workers.append(worker)

    return make


def _forgetter(workers: list[Worker]) -> Callable[[], object]:
    def forget() -> None:
        workers.pop().close()
        time.sleep(PAUSE)

    return forget


def _rival(name: str) -> Callable[[], object]:
    words = [sys.executable, "-c", f"import {name}"]
    if shutil.which("bwrap"):
        # The interpreter may lie in /tmp, over which bubblewrap would put an empty one.
        kept = [f"--ro-bind {p} {p}" for p in (sys.prefix, sys.base_prefix)]
        words = [*BWRAP.split(), *" ".join(kept).split(), *words]
    else:
        print("no bubblewrap here: the rival is not fenced", file=sys.stderr)
    return command(words, Path("/"), dict(os.environ))


def _calls() -> list[str]:
    shapes = ((8, 16), (256, 1024))
    times: dict[tuple[int, int], list[list[list[float]]]] = {shape: [] for shape in shapes}
    for _ in range(LAUNCHES):
        with Launcher() as process, Launcher(level="sandbox") as sandbox:
            workers: list[Worker] = []
            for launcher in (process, sandbox):
                _maker(launcher, workers)()
            for shape in shapes:
                x = np.random.default_rng(0).normal(size=shape).astype("float32")
                callers = [_caller(worker, x) for worker in workers]
                times[shape].append(paired(PAIRS, *callers))
    return [_row(shape, times[shape]) for shape in shapes]


def _caller(worker: Worker, x: object) -> Callable[[], object]:
    def call() -> None:
        worker.begin(seed=0, cpu=60)
        for _ in range(CALLS):
            worker.call(ENTRY, [x], {})

    return call


def _row(shape: tuple[int, int], launches: Sequence[Sequence[Sequence[float]]]) -> str:
    plain, fenced = (
        statistics.median(t for times in launches for t in times[side]) / CALLS * 1e3
        for side in (0, 1)
    )
    ratios = np.array([ratio(times[1], times[0]) for times in launches])
    drawn = np.random.default_rng(0).choice(ratios, size=(10_000, len(ratios)))
    low, high = np.percentile(np.median(drawn, axis=1), [2.5, 97.5])
    return (
        f"| {shape[0]} x {shape[1]} float32 | {plain:.3f} | {fenced:.3f} "
        f"| {np.median(ratios):.3f} | {low:.3f} to {high:.3f} |"
    )


if __name__ == "__main__":
    main()
