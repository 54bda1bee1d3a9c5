"""A forked worker, ready to call, against a fresh interpreter that imports the library, in turn.

    python benchmarks/worker_ready.py

Ready: ordered from the warm fork server, confined, a small source executed, its entry bound. The
rival only starts and imports: no confinement, no source. Budget: 25 x faster with numpy, 200 x with
torch, than a fresh interpreter in a sandbox.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import sys
import time
from pathlib import Path

from measuring import command, machine, paired, ratio, write

from grader.isolation import ENTRY, Launcher, Limits, Worker

SOURCE = """
import numpy as np

def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
"""
RUNS = {"numpy": 60, "torch": 15}
PAUSE = 0.02  # the server reaps the worker before: here its readiness is measured, not its rate


def main() -> None:
    """Time both for each library there is; write the table."""
    rows = []
    found = [name for name in RUNS if importlib.util.find_spec(name)]
    for name in found:
        libraries = ("numpy",) if name == "numpy" else ("numpy", name)
        with Launcher(libraries) as launcher:
            workers: list[Worker] = []

            def ready(launcher: Launcher = launcher, workers: list[Worker] = workers) -> None:
                worker = launcher.start(Limits())
                worker.execute("softmax.py", SOURCE)
                worker.bind("softmax")
                workers.append(worker)

            def forget(workers: list[Worker] = workers) -> None:
                workers.pop().close()
                time.sleep(PAUSE)

            fresh = command([sys.executable, "-c", f"import {name}"], Path("/"), dict(os.environ))
            times = paired(RUNS[name], ready, forget, fresh)
            medians = [statistics.median(t) * 1e3 for t in (times[0], times[2])]
            ready()
            first = time.perf_counter()
            workers[0].drive(
                "def d(f):\n    import numpy as np\n    f(np.ones(9))\n", "d", [ENTRY], {}
            )
            first = time.perf_counter() - first
        rows.append(
            f"| {name} | {medians[0]:.1f} | {min(times[0]) * 1e3:.1f} | {first * 1e3:.1f} "
            f"| {medians[1]:.0f} | {ratio(times[2], times[0]):.0f} |"
        )
    lines = [
        "# A worker, ready",
        "",
        "Medians in ms, in turn. Budget: 25 times as fast with numpy, 200 times with torch.",
        "",
        "| library | worker ready | fastest | first call after | `python -c import` | times |",
        "|---|---|---|---|---|---|",
        *rows,
        "",
        machine(*found),
        f"Load when it ended: {os.getloadavg()[0]:.1f}.",
        "",
    ]
    write("worker_ready.md", "\n".join(lines))


if __name__ == "__main__":
    main()
