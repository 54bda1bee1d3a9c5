"""What the sandbox costs: a worker ready, and one call, against level `process` and bubblewrap.

    python benchmarks/sandbox_cost.py

Ready: ordered from the warm fork server, fenced, a small source executed, its entry bound. The
rival is a fresh interpreter in bubblewrap that only imports the library. Budgets: 25 x faster with
numpy and 200 x with torch (about 4 and 8 ms); a call within 5 % of level `process`. Both levels are
timed in turn, so that a busy machine slows both.
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
PAIRS = 100
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
        "| library | process | fenced | sandbox | rival | times, fenced | times, sandbox |",
        "|---|---|---|---|---|---|---|",
        *ready,
        "",
        "| one call of a softmax | process, ms | sandbox, ms | ratio of the pairs, median |",
        "|---|---|---|---|",
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
    ours, theirs = times[0:6:2], times[6]
    medians = [f"{statistics.median(t) * 1e3:.1f}" for t in ours]
    rival = f"{statistics.median(theirs) * 1e3:.0f}"
    ratios = [f"{ratio(theirs, t):.0f}" for t in ours[1:]]
    spaces = "" if "own file tree" in layers else " (no namespaces here)"
    return f"| {name}{spaces} | {' | '.join([*medians, rival, *ratios])} |"


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
    rows = []
    with Launcher() as process, Launcher(level="sandbox") as sandbox:
        workers: list[Worker] = []
        for launcher in (process, sandbox):
            _maker(launcher, workers)()
        for shape in ((8, 16), (256, 1024)):
            x = np.random.default_rng(0).normal(size=shape).astype("float32")
            times = paired(PAIRS, *(_caller(worker, x) for worker in workers))
            rows.append(_row(shape, times))
    return rows


def _caller(worker: Worker, x: object) -> Callable[[], object]:
    def call() -> None:
        worker.begin(seed=0, cpu=60)
        for _ in range(CALLS):
            worker.call(ENTRY, [x], {})

    return call


def _row(shape: tuple[int, int], times: Sequence[Sequence[float]]) -> str:
    plain, fenced = (statistics.median(t) / CALLS * 1e3 for t in times)
    paired_ratio = ratio(times[1], times[0])
    return f"| {shape[0]} x {shape[1]} float32 | {plain:.3f} | {fenced:.3f} | {paired_ratio:.3f} |"


if __name__ == "__main__":
    main()
