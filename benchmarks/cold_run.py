"""`grade run softmax`, cold, against `python -c "import numpy"`: whole processes, in turn.

    python benchmarks/cold_run.py

Budget: at most 4 times as long. In a released tree, as students have it, with the solution of the
exercise as the student's file; the instructor's tree, which also runs secret cases and hidden
checks, is shown beside it.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from measuring import command, machine, paired, ratio, write

ROOT = Path(__file__).parents[1]
EXERCISE = ("attention", "softmax")
RUNS = 20


def main() -> None:
    """Make a released tree and a working copy, time both commands, write the table."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        seed = {"GRADSTEPS_SEED": "0" * 32, "PATH": os.environ["PATH"], "HOME": folder}
        grade = [str(Path(sys.executable).with_name("grade"))]
        command([*grade, "release", str(work / "build")], ROOT, seed)()
        tree = next(path.parent for path in (work / "build").rglob("course.toml"))
        chapter, name = EXERCISE
        target = work / "copy" / "exercises" / chapter
        target.mkdir(parents=True)
        shutil.copy(ROOT / "solutions" / chapter / f"{name}.py", target)
        run = [*grade, "run", name]
        student = command(run, work / "copy", {**seed, "GRADSTEPS_COURSE": str(tree)})
        instructor = command(run, work / "copy", {**seed, "GRADSTEPS_COURSE": str(ROOT)})
        numpy = command([sys.executable, "-c", "import numpy"], work, seed)
        times = paired(RUNS, student, instructor, numpy)
    rows = zip(
        ("released tree", "instructor's tree", 'python -c "import numpy"'), times, strict=False
    )
    lines = [
        f"# `grade run {name}`, cold",
        "",
        f"Medians of {RUNS} runs in turn, whole processes. Budget: 4 x numpy's import.",
        "",
        "| command | ms | x numpy |",
        "|---|---|---|",
        *(
            f"| {row} | {statistics.median(t) * 1e3:.0f} | {ratio(t, times[2]):.1f} |"
            for row, t in rows
        ),
        "",
        machine("numpy", "click"),
        "",
    ]
    write("cold_run.md", "\n".join(lines))


if __name__ == "__main__":
    main()
