"""Thirty notebooks through `nbgrader autograde`: this course's plug-in against stock execution.

The same course directory, submissions and points. The stock run executes test cells with the same
public cases as literals, as an nbgrader course has them.

python benchmarks/nbgrader.py [ROUNDS]      in an environment with the extra `notebooks`
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.measuring import machine, write
from tests.notebooks import making

STUDENTS = 30
BAR = 3.0
# What an instructor of stock nbgrader writes: partial credit as the last line.
TESTS = {
    "test_double": "import numpy as np\nx = np.array([1.0, 2.0])\n"
    "6.0 * (np.allclose(double(x), x * 2) + np.allclose(double(x, 3), x * 8)) / 2",
    "test_counter": "import numpy as np\nc = Counter(1.0).add(np.ones(2)).add(np.ones(2))\n"
    "4.0 * bool(np.allclose(c.total, 3.0))",
    "test_total": "2.0 * bool(abs(total(lambda x: x * x, [1.0, 2.0]) - 5.0) < 1e-9)",
}


def ours(folder: Path) -> Path:
    """The course directory as `grade nbgrader build` writes it."""
    course = folder / "ours"
    done = making.program(folder, "grade", "nbgrader", "build", course)
    assert done.returncode == 0, done.stderr
    _class(course)
    return course


def stock(folder: Path) -> Path:
    """The same notebook under nbgrader's own configuration, with tests that a kernel runs."""
    course = folder / "stock"
    shutil.copytree(folder / "ours" / "source", course / "source")
    (course / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'stock'\n"
    )
    path = course / "source" / "basics" / "basics.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        name = making.grade_id(cell)
        if name in TESTS:
            cell["source"] = TESTS[name]
        elif name in making.ANSWERS:
            cell["source"] = f"### BEGIN SOLUTION\n{_kernel(name)}\n### END SOLUTION"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    _class(course)
    return course


def _class(course: Path) -> None:
    making.nbgrader(course, "generate_assignment basics")
    text = (course / "release" / "basics" / "basics.ipynb").read_text(encoding="utf-8")
    answers = {name: _kernel(name) for name in making.ANSWERS}
    notebook: dict[str, Any] = making.answered(json.loads(text), **answers)
    for number in range(STUDENTS):
        making.submit(course, f"s{number:02}", notebook)


def _kernel(name: str) -> str:
    """An answer that a bare kernel can run too, where nothing is given."""
    text = making.ANSWERS[name].replace(
        "from grader.blocks import double as negate", "from operator import neg as negate"
    )
    return "".join(line for line in text.splitlines(keepends=True) if "SOLUTION" not in line)


def autograde(course: Path) -> float:
    """Seconds of the command."""
    started = time.perf_counter()
    done = making.program(course, "nbgrader", "autograde", "basics", "--force")
    seconds = time.perf_counter() - started
    assert done.returncode == 0, done.stderr[-2000:]
    exported = making.program(course, "nbgrader", "export", "--to", "grades.csv")
    assert exported.returncode == 0, exported.stderr[-2000:]
    assert {12.0} == set(making.scores(course).values()), making.scores(course)
    return seconds


def main(rounds: int) -> None:
    """Time both in turn and keep the table."""
    with tempfile.TemporaryDirectory(prefix="gradsteps-nbgrader-") as name:
        courses = {"grade's plug-in": ours(Path(name)), "stock execution": stock(Path(name))}
        times: dict[str, list[float]] = {title: [] for title in courses}
        for _ in range(rounds):
            for title, course in courses.items():
                times[title].append(autograde(course))
    mine, theirs = times.values()
    ratio = statistics.median(b / a for a, b in zip(mine, theirs, strict=True))
    rows = [
        f"| {title} | {statistics.median(each):.1f} | {', '.join(f'{s:.1f}' for s in each)} |"
        for title, each in times.items()
    ]
    text = "\n".join(
        [
            "# `nbgrader autograde`, 30 notebooks of three exercises",
            "",
            "Wall seconds of the whole command, in turn. The plug-in runs every public check on",
            "public and secret cases and the hidden checks, in a sandbox; stock execution runs one",
            "test cell of a few cases for each exercise, in a kernel.",
            "",
            "| | median | rounds |",
            "|---|---|---|",
            *rows,
            "",
            f"Stock takes {ratio:.1f} x as long; at least {BAR:.0f} x is the bar.",
            "",
            machine("gradsteps", "nbgrader", "numpy"),
            "",
        ]
    )
    write("nbgrader.md", text)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
