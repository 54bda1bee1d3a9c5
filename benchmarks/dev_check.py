"""`grade dev check` of the course: every exercise fully, then lightly as in a fresh clone.

    python benchmarks/dev_check.py [TARGET]...

In a copy of the tree, so that nothing here is remembered or recorded. The budget: forty exercises
of softmax's size in under three minutes on two cores, lightly.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from measuring import machine, write

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("course.toml", "exercises", "solutions", "docs")


def main() -> None:
    """Check twice and write the table."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "course"
        copy.mkdir()
        for name in COPIED:
            source = ROOT / name
            ignored = shutil.ignore_patterns("__pycache__", "checked.json")
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=ignored)
            else:
                shutil.copy(source, copy / name)
        full, fully = _checked(copy, sys.argv[1:])
        (copy / ".gradsteps" / "dev-check.json").unlink()
        light, lightly = _checked(copy, sys.argv[1:])
    write("dev_check.md", _table(full, light, fully, lightly))


def _checked(copy: Path, targets: list[str]) -> tuple[dict[str, Any], float]:
    """The exercises of `dev check --json` by name, and the seconds it took."""
    grade = Path(sys.executable).with_name("grade")
    environ = {**os.environ, "GRADSTEPS_COURSE": str(copy)}
    started = time.perf_counter()
    done = subprocess.run([grade, "dev", "check", *targets, "--json", "-"], env=environ,
                          capture_output=True, text=True, check=False)  # fmt: skip
    seconds = time.perf_counter() - started
    if not done.stdout:
        sys.exit(done.stderr)
    return {one["name"]: one for one in json.loads(done.stdout)["exercises"]}, seconds


def _table(full: dict[str, Any], light: dict[str, Any], fully: float, lightly: float) -> str:
    lines = [
        "# The author's gate",
        "",
        "`python benchmarks/dev_check.py`: every exercise in the instructor's tree and against the",
        "sealed copy. Fully: three seeds for right answers; each mistake fails exactly the checks",
        "it names and its own sentence is the cause shown; every right answer errs by at most a",
        "tenth of each tolerance, every mistake by ten times or more. Lightly, as in a fresh clone",
        "where docs/checked.json holds: solution, mistakes and sealed copy on one seed.",
        "",
        "| exercise | checks | mistakes | variants | faults | fully, s | lightly, s |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, one in full.items():
        counts = one["counts"]
        other = light[name]
        quick = f"{other['seconds']:.1f}" if other["depth"] == "light" else "not sound"
        lines.append(
            f"| {name} | {counts['public']} + {counts['hidden']} | {counts['mistakes']} "
            f"| {counts['variants']} | {len(one['faults'])} | {one['seconds']:.1f} | {quick} |"
        )
    said = f"{len(full)} exercises: {fully:.0f} s fully, {lightly:.0f} s lightly in all."
    return "\n".join([*lines, "", said, "", machine("numpy", "scipy", "hypothesis")]) + "\n"


if __name__ == "__main__":
    main()
