"""Whole classes through each system, as its documents say to grade many; points by student."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from .exercise import OF, TESTS
from .systems import SYSTEMS, gradescope_utils, otter

if TYPE_CHECKING:
    from pathlib import Path

    from .systems import System

Sources = Mapping[str, str]  # by student
Points = dict[str, float | None]


def nbgrader_submit(system: System, sources: Sources) -> None:
    """Lay the submissions out as `nbgrader collect` leaves them."""
    course = system.folder / "course"
    released = json.loads((course / "release" / "ps1" / "ps1.ipynb").read_text())
    cells = {c["metadata"]["nbgrader"]["grade_id"]: c for c in released["cells"]}
    for student, source in sources.items():
        cells["softmax"]["source"] = source
        place = course / "submitted" / student / "ps1" / "ps1.ipynb"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(released))


def nbgrader_grade(system: System, sources: Sources) -> Points:
    """One `nbgrader autograde` for everybody, and one export."""
    course = system.folder / "course"
    _run(system, course, "nbgrader", "autograde", "ps1", "--create", "--force")
    _run(system, course, "nbgrader", "export", "--to", "grades.csv")
    head, *rows = [line.split(",") for line in (course / "grades.csv").read_text().splitlines()]
    who, score = head.index("student_id"), head.index("score")
    found: Points = {row[who]: float(row[score] or 0) for row in rows}
    return {student: found.get(student) for student in sources}


def otter_grade(system: System, sources: Sources) -> Points:
    """`otter run` for one after the other."""
    return {student: otter(system, student, source) for student, source in sources.items()}


def gradescope_grade(system: System, sources: Sources) -> Points:
    """A fresh process for each, as in Gradescope's containers."""
    return {
        student: gradescope_utils(system, student, source) for student, source in sources.items()
    }


def nothing(_: System, sources: Sources) -> None:
    """Submissions are written as they are graded; that takes no time worth telling."""
    del sources


def pytest_grade(system: System, sources: Sources) -> Points:
    """A fresh `pytest` for each; the points are those of the tests that passed."""
    points: Points = {}
    body = "import numpy as np\nfrom softmax import softmax\n"
    for test in TESTS:
        x, expected = test.literals()
        body += (
            f"def test_{test.name}():\n"
            f"    np.testing.assert_allclose(softmax({x}, axis={test.axis}), {expected}, 1e-6)\n"
        )
    for student, source in sources.items():
        folder = system.folder / "course" / student
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "softmax.py").write_text(source)
        (folder / "test_softmax.py").write_text(body)
        words = [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider", "."]
        said = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
        points[student] = float(
            sum(t.points for t in TESTS if f"PASSED test_softmax.py::test_{t.name}" in said.stdout)
        )
    return points


def _run(system: System, cwd: Path, *words: str) -> None:
    environ = {
        "PATH": f"{system.python.parent}:{os.environ['PATH']}",
        "HOME": str(system.folder),
        "LC_ALL": "C.UTF-8",
    }
    program = system.python.parent / words[0]
    subprocess.run(
        [str(program), *words[1:]], cwd=cwd, env=environ, capture_output=True, check=False
    )


def gradsteps_course(folder: Path) -> Path:
    """Write a course that has this exercise alone, with these very tests as its checks."""
    (folder / "exercises" / "one").mkdir(parents=True)
    (folder / "solutions" / "one").mkdir(parents=True)
    (folder / "course.toml").write_text(
        '[course]\nid = "one"\ntitle = "One"\ntitle_zh = "一"\nversion = "1"\n\n'
        '[[chapter]]\nid = "one"\ntitle = "One"\ntitle_zh = "一"\n\n'
        f'[[chapter.exercise]]\nid = "softmax"\nentry = "softmax"\npoints = {OF}\n'
        'backend = "numpy"\nminutes = 1\n',
        encoding="utf-8",
    )
    stub = '"""Softmax."""\n\n\ndef softmax(x, axis=-1):\n    """Softmax."""\n'
    (folder / "exercises" / "one" / "softmax.py").write_text(
        stub + '    raise NotImplementedError("softmax")\n'
    )
    (folder / "solutions" / "one" / "softmax.py").write_text(
        "import numpy as np\n\n\n" + stub + "    ### BEGIN SOLUTION\n"
        "    e = np.exp(x - x.max(axis=axis, keepdims=True))\n"
        "    return e / e.sum(axis=axis, keepdims=True)\n    ### END SOLUTION\n"
    )
    for place, hidden in (("exercises", False), ("solutions", True)):
        body = '"""Softmax."""\n\nimport numpy as np\n\nfrom grader import check, near\n'
        for test in TESTS:
            if test.hidden == hidden:
                x, expected = test.literals()
                body += (
                    f"\n\n@check(points={test.points})\ndef {test.name}(softmax):\n"
                    f'    "is right for {test.name}"\n'
                    f"    got = softmax({x}, axis={test.axis})\n"
                    f"    near(got, {expected}, tolerance=1e-6)\n"
                )
        (folder / place / "one" / "test_softmax.py").write_text(body)
    return folder


Submit = Callable[["System", Sources], None]
Grade = Callable[["System", Sources], Points]
BATCHES: dict[str, tuple[str, Submit, Grade]] = {  # which of SYSTEMS prepares it
    "nbgrader autograde": ("nbgrader", nbgrader_submit, nbgrader_grade),
    "otter run": ("otter-grader", nothing, otter_grade),
    "gradescope-utils": ("gradescope-utils", nothing, gradescope_grade),
    "fresh pytest": ("", nothing, pytest_grade),
}
assert {system for system, _, _ in BATCHES.values()} - {""} <= SYSTEMS.keys()
