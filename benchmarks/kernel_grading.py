"""Exercises with kernels, graded cold and warm.

    python benchmarks/kernel_grading.py [RUNS [NAME ...]]

Cold: `grade run NAME` as a whole process, its kernels compiled by an earlier run. Warm: the same
submission again in a grader that holds its workers. Budgets: 3 s and 1 s on two cores. Both with
secret cases and hidden checks, as an instructor grades. With names nothing is kept.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from measuring import command, machine, paired, write

from grader.course import load
from grader.run import Grader
from grader.run.secret import chosen
from grader.submissions import open_submission

ROOT = Path(__file__).parents[1]
RUNS = 5


def main() -> None:
    """Time every exercise with kernels, write the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    course = load(ROOT)
    exercises = [exercise for exercise in course.exercises if exercise.backend == "cuda"]
    names = sys.argv[2:]
    if names:
        exercises = [exercise for exercise in exercises if exercise.id in names]
    submission = open_submission(ROOT / "solutions", course)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        environ = {
            "GRADSTEPS_SEED": "0" * 32,
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "XDG_CACHE_HOME": folder,
        }
        grade = [str(Path(sys.executable).with_name("grade")), "run"]
        with Grader(course, secret=chosen(0)) as grader:
            for exercise in exercises:
                words = [*grade, exercise.id, "--submission", str(ROOT / "solutions")]
                cold = command(words, ROOT, environ)
                times = paired(runs, cold, lambda one=exercise: grader.grade(submission, [one]))
                cells = (f"{statistics.median(t):.2f}" for t in times)
                rows.append(f"| {exercise.id} | {' | '.join(cells)} |")
    lines = [
        "# Exercises with kernels, graded",
        "",
        f"Medians of {runs} runs in turn, in seconds. Cold: a whole process whose kernels were",
        "compiled before. Warm: again in a running grader. Budgets: 3 s and 1 s on two cores.",
        "",
        "| exercise | cold | warm |",
        "|---|---|---|",
        *rows,
        "",
        machine("numpy", "ziglang"),
        "",
    ]
    text = "\n".join(lines)
    if names:
        print(text)
    else:
        write("kernel_grading.md", text)


if __name__ == "__main__":
    main()
