"""Right answers on 200 secret seeds: three BLAS kernels, one and two threads, oldest and newest NumPy.

    python benchmarks/dev_check_deep.py [EXERCISE]...

Every exercise of the NumPy backend if none is named. Seeds are dealt out to six settings; the
oldest and the newest NumPy that the package accepts get 18 seeds of their own, in environments
made on demand under .gradsteps/, judged against what was recorded here. What was done is kept in
.gradsteps/deep.json: an interrupted run goes on where it stopped, and the table is made of
everything there is. The NumPy environments need a package index.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from measuring import machine, write

from grader.authoring.deepening import deepen
from grader.authoring.release import seal
from grader.course import load
from grader.run import Grader
from grader.run.secret import chosen

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".gradsteps" / "deep"
OTHERS = {"oldest": ["numpy==1.26.0", "scipy==1.11.1"], "newest": ["numpy", "scipy"]}
SEEDS, FEW = 200, 18


def main() -> None:
    """Run here, then in each NumPy's environment; write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercise", nargs="*")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--sealed-here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.sealed_here:  # in another NumPy's environment
        _run(asked.exercise, FEW, asked.jobs)
        return
    names = asked.exercise or [e.id for e in load(ROOT).exercises if e.backend == "numpy"]
    _seal(names)
    found = _run(names, SEEDS, asked.jobs)
    for which, packages in OTHERS.items():
        python = _environment(which, packages)
        words = [python, __file__, *names, "--jobs", str(asked.jobs), "--sealed-here"]
        subprocess.run(words, check=True, cwd=ROOT)
    import json

    for entry in json.loads((ROOT / ".gradsteps" / "deep.json").read_text())["exercises"].values():
        if entry["exercise"] in names and (entry["seeds"] == FEW // 6):
            found.append(entry)
    _table(names, found)
