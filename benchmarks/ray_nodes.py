"""A class on a real Ray cluster of several nodes, some killed while it grades.

    python benchmarks/ray_nodes.py [--students 60] [--nodes 3] [--kills 3]

Needs the extra `ray`. The same submissions are graded by the local engine first; the cluster's
store must then say the same of everybody, once each. Nodes are raylets with their own workers and
object stores on this machine; one is killed with all its processes, another started in its place.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from classes import make_class
from measuring import machine, write

from grader.fleet.store import Store

ROOT = Path(__file__).resolve().parents[1]
COURSE = ROOT / "tests" / "courses" / "tiny"


def main() -> None:
    """Grade twice, write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--kills", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        make_class(COURSE, base / "submissions", asked.students)
        started = time.perf_counter()
        subprocess.run(_command(base, "local"), env=_environ(), check=True, capture_output=True)
        local = time.perf_counter() - started
        seconds, killed = _on_cluster(base, asked.nodes, asked.kills)
        alike, twice = _compared(base / "local", base / "ray")
    write("ray_nodes.md", _table(asked, local, seconds, killed, alike, twice))
    if alike != asked.students or twice:
        sys.exit("the results differ")


def _command(base: Path, engine: str, *more: str) -> list[str]:
    words = ["class", str(base / "submissions"), "--out", str(base / engine), "--engine", engine]
    program = "from grader.cli import main; main()"
    return [sys.executable, "-P", "-c", program, *words, *more]


def _environ() -> dict[str, str]:
    seed = "000102030405060708090a0b0c0d0e0f"
    return {**os.environ, "GRADSTEPS_COURSE": str(COURSE), "GRADSTEPS_SEED": seed}


def _on_cluster(base: Path, nodes: int, kills: int) -> tuple[float, list[int]]:
    """Grade on a cluster; returns seconds, and how many students were done at each kill."""
    from ray.cluster_utils import Cluster

    chance = random.Random(1)
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
    workers = [cluster.add_node(num_cpus=1) for _ in range(nodes)]
    program = subprocess.Popen(
        _command(base, "ray", "--address", cluster.address),
        env=_environ(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    started = time.perf_counter()
    students = sum(1 for _ in (base / "submissions").iterdir())
    moments = sorted(chance.sample(range(1, max(kills + 1, students * 3 // 4)), kills))
    killed: list[int] = []
    assert program.stderr is not None
    for done, line in enumerate(program.stderr, 1):
        print(line, end="", file=sys.stderr)
        if moments and done >= moments[0]:
            moments.pop(0)
            node = workers.pop(chance.randrange(len(workers)))
            cluster.remove_node(node, allow_graceful=False)
            killed.append(done)
            workers.append(cluster.add_node(num_cpus=1))
    status = program.wait()
    seconds = time.perf_counter() - started
    cluster.shutdown()
    if status:
        sys.exit(f"grade class ended with {status}")
    return seconds, killed


def _compared(one: Path, other: Path) -> tuple[int, int]:
    """How many students have the same results, and how many are there twice or not at all."""
    with Store.read(one) as first, Store.read(other) as second:
        expected = {graded.student.id: _said(graded) for graded in first.graded()}
        found = [(graded.student.id, _said(graded)) for graded in second.graded()]
    alike = sum(expected.get(name) == said for name, said in found)
    return alike, abs(len(found) - len({name for name, _ in found})) + abs(
        len(found) - len(expected)
    )


def _said(graded: object) -> object:
    """What must be equal: points, statuses, causes; not times."""
    results = graded.results  # type: ignore[attr-defined]
    return results and (
        results.points,
        results.complete,
        [
            (
                (one.name, one.status, one.points, one.reason),
                [(c.name, c.status, c.cause) for c in one.checks],
            )
            for one in results.exercises
        ],
    )


def _table(
    asked: argparse.Namespace,
    local: float,
    seconds: float,
    killed: list[int],
    alike: int,
    twice: int,
) -> str:
    head = ["students", "nodes", "killed after so many students", "as the local run"]
    head += ["lost or twice", "local, s", "Ray, s"]
    cells = [asked.students, asked.nodes, ", ".join(map(str, killed)), alike, twice]
    cells += [f"{local:.0f}", f"{seconds:.0f}"]
    lines = [
        "# A class on Ray while nodes die",
        "",
        "A head and nodes of one core each on one machine, real raylets, real worker processes; a",
        "node is killed with everything on it, another takes its place.",
        "",
        f"| {' | '.join(head)} |",
        "|---" * len(head) + "|",
        f"| {' | '.join(map(str, cells))} |",
        "",
        machine("ray", "numpy"),
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
