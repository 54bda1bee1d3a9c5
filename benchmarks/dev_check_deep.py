"""Right answers on 200 secret seeds, three BLAS kernels, one and two threads, three NumPys.

    python benchmarks/dev_check_deep.py [EXERCISE]...

Every exercise of the NumPy backend if none is named. Seeds are dealt out to six settings; the
oldest and the newest NumPy the package accepts get 18 seeds of their own, in environments made on
demand under .gradsteps/, judged against what was recorded here. What was done is kept in
.gradsteps/deep.json: an interrupted run goes on where it stopped, and the table is made of all
there is. The environments need a package index.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import sysconfig
import venv
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import machine, write

from grader.authoring.deepening import Book, deepen
from grader.authoring.release import seal
from grader.course import load
from grader.run import Grader
from grader.run.secret import chosen

if TYPE_CHECKING:
    from grader.authoring.deep import Steadiness

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".gradsteps" / "deep"
OTHERS = {"oldest": ["numpy==1.26.0", "scipy==1.11.1"], "newest": ["numpy", "scipy"]}
SEEDS, FEW = 200, 18


def main() -> None:
    """Run here, then with each other NumPy; write the table after each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", nargs="*")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--few", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    course = load(ROOT)
    known = [e for e in course.exercises if e.backend == "numpy"]
    chosen_ones = [e for e in known if e.id in asked.exercise or not asked.exercise]
    names = [e.id for e in chosen_ones]
    if not asked.few:
        HOME.mkdir(parents=True, exist_ok=True)
        with Grader(course, secret=chosen(0)) as grader:
            for exercise in chosen_ones:
                (HOME / f"{exercise.id}.sealed").write_bytes(seal(exercise, grader))
    sealed = {name: (HOME / f"{name}.sealed").read_bytes() for name in names}
    for found in deepen(course, chosen_ones, sealed, FEW if asked.few else SEEDS, asked.jobs):
        print(_line(found), file=sys.stderr, flush=True)
    if asked.few:
        return
    for which, packages in OTHERS.items():
        words = [_python(which, packages), __file__, *names, "--jobs", str(asked.jobs), "--few"]
        subprocess.run(words, check=True, cwd=ROOT)
        write("dev_check_deep.md", _table([f for e in chosen_ones for f in Book(course).all(e)]))


def _python(which: str, packages: list[str]) -> str:
    """An environment with packages of its own before those of this interpreter."""
    folder = HOME / which
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
        (own,) = folder.glob("lib/python*/site-packages")
        rest = [sysconfig.get_path("purelib"), str(ROOT)]
        (own / "rest.pth").write_text("\n".join(rest) + "\n", encoding="utf-8")
    return str(python)


def _line(found: Steadiness) -> str:
    return (
        f"{found.exercise}, {found.setting}, numpy {found.numpy}: {found.seeds} seeds, "
        f"worst {found.worst:.3f}, {len(found.faults)} faults, {found.seconds:.0f} s"
    )


def _table(found: list[Steadiness]) -> str:
    lines = [
        "# Right answers stay right",
        "",
        "`python benchmarks/dev_check_deep.py`: solution, truth and variants of every exercise,",
        "recorded with one NumPy and judged under three OpenBLAS kernels with one and two threads.",
        "The error is the largest of all answers, checks and seeds as part of its tolerance;",
        "more than 0.1 is a fault. A check that used up its time was left out of later seeds.",
        "",
        "| exercise | NumPy | settings | seeds | error | least seen check | faults | minutes |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for (name, numpy), group in groupby(found, key=lambda one: (one.exercise, one.numpy)):
        shares = list(group)
        faults = sum(len(share.faults) for share in shares)
        worst = max(share.worst for share in shares)
        minutes = sum(share.seconds for share in shares) / 60
        seeds = sum(share.seeds for share in shares)
        lines.append(
            f"| {name} | {numpy} | {len(shares)} | {seeds} | {worst:.3f} | {_least(shares)} "
            f"| {faults} | {minutes:.1f} |"
        )
    kernels = sorted({share.kernel or "none" for share in found})
    said = f"Kernels in effect: {', '.join(kernels)}."
    return "\n".join([*lines, "", said, "", machine("numpy", "scipy")]) + "\n"


def _least(shares: list[Steadiness]) -> str:
    names = {name for share in shares for name in share.tried}
    seen = {n: sum(share.tried.get(n, share.seeds) for share in shares) for n in names}
    if not seen:
        return "all"
    name = min(seen, key=lambda check: seen[check])
    return f"`{name}`: {seen[name]} seeds"


if __name__ == "__main__":
    main()
