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
CALLS = {(8, 16): 40, (256, 1024): 10}  # in one timing
# The pages and the addresses a process happens to get change the time of its calls by a quarter:
# one worker, however often it is asked, shows nothing; many workers' mean does.
LAUNCHES = 30
WORKERS = 10  # one after another in each launch
TURNS = 3  # timings of each worker
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
        f"Calls: {WORKERS} workers one after another in each of {LAUNCHES} launches, the levels in",
        "turn; geometric mean of the ratios and its 95 % bootstrap interval over launches.",
        "",
        "| one call of a softmax | process, ms | fenced / process | sandbox / process |",
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
    """Time calls at level `process`, in the sandbox without namespaces, and in the whole one."""
    times: dict[tuple[int, int], list[list[list[float]]]] = {shape: [] for shape in CALLS}
    for _ in range(LAUNCHES):
        with (
            Launcher() as process,
            Launcher(level="sandbox", fences=UNNAMED) as fenced,
            Launcher(level="sandbox") as sandbox,
        ):
            launch: dict[tuple[int, int], list[list[float]]] = {shape: [] for shape in CALLS}
            for turn in range(WORKERS):
                workers: list[Worker] = []
                for launcher in (process, fenced, sandbox):
                    _maker(launcher, workers)()
                for shape in CALLS:
                    launch[shape].append(_timed(workers, shape, turn))
                for worker in workers:
                    worker.close()
        for shape, found in launch.items():
            times[shape].append(found)
    return [_row(shape, np.array(found)) for shape, found in times.items()]


def _timed(workers: Sequence[Worker], shape: tuple[int, int], turn: int) -> list[float]:
    """Return each worker's median time of one call in ms; who begins changes with `turn`."""
    x = np.random.default_rng(0).normal(size=shape).astype("float32")
    callers = [_caller(worker, x, CALLS[shape]) for worker in workers]
    first = turn % len(callers)
    order = [*callers[first:], *callers[:first]]
    for call in order:
        call()
    found = [statistics.median(t) / CALLS[shape] * 1e3 for t in paired(TURNS, *order)]
    return [*found[len(found) - first :], *found[: len(found) - first]]


def _caller(worker: Worker, x: object, calls: int) -> Callable[[], object]:
    def call() -> None:
        worker.begin(seed=0, cpu=60)
        for _ in range(calls):
            worker.call(ENTRY, [x], {})

    return call


def _row(shape: tuple[int, int], times: np.ndarray) -> str:
    """`times` is in ms, of shape (launches, workers, levels); the first level is `process`."""
    cells = [f"{np.median(times[:, :, 0]):.3f}"]
    for level in (1, 2):
        logs = np.log(times[:, :, level] / times[:, :, 0]).mean(axis=1)
        drawn = np.random.default_rng(0).choice(logs, size=(10_000, len(logs))).mean(axis=1)
        low, high = np.exp(np.percentile(drawn, [2.5, 97.5]))
        cells += [f"{np.exp(logs.mean()):.3f} ({low:.3f} to {high:.3f})"]
    return f"| {shape[0]} x {shape[1]} float32 | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
