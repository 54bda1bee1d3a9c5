"""kill -9 at random moments of a class's grading, and what a rerun then finds.

    python benchmarks/kill_nine.py [--students 1000] [--kills 20] [--seed 1]

An undisturbed run is the measure. The disturbed one is killed, the coordinator or one of its
grading processes, started again, and so on; each time the store must open, have lost no student
that was written, and in the end say the same of everybody.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from classes import make_class
from measuring import machine, write

from grader.fleet.store import Store

COURSE = Path(__file__).resolve().parents[1] / "tests" / "courses" / "tiny"


def main() -> None:
    """Grade twice, write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        make_class(COURSE, base / "submissions", asked.students)
        started = time.perf_counter()
        _start(base, "whole").communicate()
        whole = time.perf_counter() - started
        expected = _said(base / "whole")
        moments = _moments(chance, asked.students, asked.kills)
        started = time.perf_counter()
        lost = killed = 0
        for moment in moments:
            before = _done(base / "disturbed")
            killed += _killed(base, moment, chance, before)
            after = _done(base / "disturbed")
            lost += len(before - after)
            print(f"killed with {len(after)} students done", file=sys.stderr)
        _, said = _start(base, "disturbed").communicate()
        disturbed = time.perf_counter() - started
        found = _said(base / "disturbed")
    differing = sum(found.get(name) != one for name, one in expected.items())
    table = [
        "# Killed and run again",
        "",
        f"`grade class` on {asked.students} submissions of the tiny course, all its exercises, on",
        f"{os.cpu_count()} cores; `kill -9` of the coordinator (of a grading process first, every",
        "third time) once a random number of students was done, then the same command again.",
        "",
        "| submissions | kills | students lost | results that differ | alone, s | in all, s |",
        "|---|---|---|---|---|---|",
        f"| {len(expected)} | {killed} | {lost} | {differing} | {whole:.0f} | {disturbed:.0f} |",
        "",
        machine("numpy"),
        "",
    ]
    write("kill_nine.md", "\n".join(table))
    if lost or differing or len(found) != len(expected):
        sys.exit(f"the results differ\n{said}")


def _moments(chance: random.Random, students: int, kills: int) -> list[int]:
    """How many students are done at each kill, counted over all runs."""
    return sorted(chance.sample(range(1, students - 1), kills))


def _start(base: Path, out: str) -> subprocess.Popen[str]:
    seed = "000102030405060708090a0b0c0d0e0f"
    words = ["class", str(base / "submissions"), "--out", str(base / out)]
    return subprocess.Popen(
        [sys.executable, "-P", "-c", "from grader.cli import main; main()", *words],
        env={**os.environ, "GRADSTEPS_COURSE": str(COURSE), "GRADSTEPS_SEED": seed},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _killed(base: Path, moment: int, chance: random.Random, before: set[str]) -> bool:
    """Run until so many students are done and a random moment more; False if it ended first."""
    program = _start(base, "disturbed")
    assert program.stderr is not None
    seen = set(before)
    for line in program.stderr:
        seen.add(line.partition(":")[0])
        if len(seen) >= moment:
            break
    time.sleep(chance.random() * 0.2)
    if chance.random() < 1 / 3:
        for child in _children(program.pid)[:1]:
            os.kill(child, signal.SIGKILL)
        time.sleep(chance.random() * 0.1)
    program.kill()
    program.communicate()
    return program.returncode == -signal.SIGKILL


def _children(pid: int) -> list[int]:
    try:
        return [int(x) for x in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _done(folder: Path) -> set[str]:
    if not folder.exists():
        return set()
    with Store.read(folder) as store:
        return {*store.students()}


def _said(folder: Path) -> dict[str, object]:
    """What must be equal of every student: all but times."""
    with Store.read(folder) as store:
        return {
            one.student.id: one.results
            and [
                (
                    e.name,
                    e.status,
                    e.points,
                    e.reason,
                    [(c.name, c.status, c.cause) for c in e.checks],
                )
                for e in one.results.exercises
            ]
            for one in store.graded()
        }


if __name__ == "__main__":
    main()
