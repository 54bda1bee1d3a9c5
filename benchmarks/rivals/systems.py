"""How each system is set up, and what it gives a submission, in points."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .exercise import OF, TESTS

TIMEOUT = 90.0  # seconds for one submission; what hangs that long is lost


@dataclass(frozen=True)
class System:
    """One grader in an environment of its own."""

    name: str
    requirements: tuple[str, ...]
    folder: Path  # environment, course, submissions

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.folder / "environment" / "bin" / "python"

    def run(self, *words: str | Path, cwd: Path | None = None) -> str:
        """What one of the environment's programs prints, run as its users do: activated."""
        environ = {
            "PATH": f"{self.python.parent}:{os.environ['PATH']}",
            "HOME": str(self.folder / "home"),
            "VIRTUAL_ENV": str(self.python.parents[1]),
            "LC_ALL": "C.UTF-8",
        }
        (self.folder / "home").mkdir(exist_ok=True)
        program = subprocess.Popen(
            [str(self.python.parent / words[0]), *map(str, words[1:])],
            cwd=cwd or self.folder,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            return program.communicate(timeout=TIMEOUT)[0]
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            return program.communicate()[0]


def nbgrader_course(system: System) -> None:
    """Write the assignment, hidden test included, and generate what students get."""
    course = system.folder / "course"
    (course / "source" / "ps1").mkdir(parents=True)
    answer = "import numpy as np\ndef softmax(x, axis=-1): return x"
    cells = [_cell("softmax", f"### BEGIN SOLUTION\n{answer}\n### END SOLUTION", solution=True)]
    for test in TESTS:
        x, expected = test.literals()
        call = f"softmax(x, axis={test.axis})"
        lines = f"x = {x}\nnp.testing.assert_allclose({call}, {expected}, rtol=1e-6)"
        if test.hidden:
            lines = f"### BEGIN HIDDEN TESTS\n{lines}\n### END HIDDEN TESTS"
        cells.append(_cell(f"test_{test.name}", lines, points=test.points))
    (course / "source" / "ps1" / "ps1.ipynb").write_text(_notebook(cells))
    (course / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'attacks'\nc.Execute.timeout = 30\n"
    )
    system.run("nbgrader", "generate_assignment", "ps1", "--create", cwd=course)


def nbgrader(system: System, student: str, source: str) -> float | None:
    """Autograde one submission and read the exported grade."""
    course = system.folder / "course"
    released = json.loads((course / "release" / "ps1" / "ps1.ipynb").read_text())
    cells = {c["metadata"]["nbgrader"]["grade_id"]: c for c in released["cells"]}
    cells["softmax"]["source"] = source
    place = course / "submitted" / student / "ps1" / "ps1.ipynb"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(released))
    words = ("autograde", "ps1", "--create", "--force", "--student", student)
    system.run("nbgrader", *words, cwd=course)
    system.run("nbgrader", "export", "--to", "grades.csv", cwd=course)
    if not (course / "autograded" / student / "ps1" / "ps1.ipynb").exists():
        return None
    head, *rows = [line.split(",") for line in (course / "grades.csv").read_text().splitlines()]
    who, score = head.index("student_id"), head.index("score")
    return next((float(row[score] or 0) for row in rows if row[who] == student), None)


def otter_course(system: System) -> None:
    """Write the tests in OK format and generate the autograder."""
    course = system.folder / "course"
    (course / "tests").mkdir(parents=True)
    for test in TESTS:
        x, expected = test.literals()
        code = f">>> x = {x}\n>>> bool(np.allclose(softmax(x, axis={test.axis}), {expected}))\nTrue"
        suite = {"cases": [{"code": code, "hidden": test.hidden, "locked": False}]}
        suite |= {"type": "doctest", "scored": True, "setup": "", "teardown": ""}
        spec = {"name": test.name, "points": test.points, "suites": [suite]}
        (course / "tests" / f"{test.name}.py").write_text(f"OK_FORMAT = True\ntest = {spec!r}\n")
    (course / "requirements.txt").write_text("numpy\n")
    system.run("otter", "generate", "-t", "tests", "-o", "autograder.zip", cwd=course)


def otter(system: System, student: str, source: str) -> float | None:
    """`otter run` on one notebook."""
    folder = system.folder / "course" / student
    folder.mkdir(exist_ok=True)
    (folder / "ps1.ipynb").write_text(_notebook([_cell("softmax", source, grader=False)]))
    words = ("run", "-a", "../autograder.zip", "-o", ".", "--no-logo", "ps1.ipynb")
    system.run("otter", *words, cwd=folder)
    return _gradescope_points(folder / "results.json")


_RUN_TESTS = """
import unittest
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

if __name__ == "__main__":
    suite = unittest.defaultTestLoader.discover("tests")
    with open("results.json", "w") as f:
        JSONTestRunner(visibility="visible", stream=f).run(suite)
"""
_TEST_HEAD = """
import unittest

import numpy as np
from gradescope_utils.autograder_utils.decorators import visibility, weight
from softmax import softmax


class TestSoftmax(unittest.TestCase):
"""


def gradescope_utils(system: System, student: str, source: str) -> float | None:
    """A folder laid out and run as `run_autograder` of the samples does."""
    body = _TEST_HEAD
    for test in TESTS:
        x, expected = test.literals()
        seen = "hidden" if test.hidden else "visible"
        body += (
            f"    @weight({test.points})\n    @visibility({seen!r})\n"
            f"    def test_{test.name}(self):\n        x = {x}\n"
            f"        expected = {expected}\n"
            f"        self.assertTrue(np.allclose(softmax(x, axis={test.axis}), expected))\n\n"
        )
    folder = system.folder / "course" / student
    (folder / "tests").mkdir(parents=True, exist_ok=True)
    (folder / "tests" / "test_softmax.py").write_text(body)
    (folder / "run_tests.py").write_text(_RUN_TESTS)
    (folder / "softmax.py").write_text(source)
    system.run("python", "run_tests.py", cwd=folder)
    return _gradescope_points(folder / "results.json")


def gradsteps(system: System, student: str, source: str) -> float | None:
    """The softmax of this repository, of ten points too, by `grade run`, sandboxed."""
    folder = system.folder / "course" / student
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "softmax.py").write_text(source)
    words = ("run", "softmax", "--submission", folder, "--isolation", "sandbox")
    system.run("grade", *words, "--json", folder / "results.json", cwd=folder)
    try:
        return float(json.loads((folder / "results.json").read_text())["points"])
    except (OSError, ValueError):
        return None


def _no_course(_: System) -> None:
    """Every submission brings its own."""


Grade = Callable[[System, str, str], float | None]
SYSTEMS: dict[str, tuple[Callable[[System], None], Grade, tuple[str, ...]]] = {
    "nbgrader": (nbgrader_course, nbgrader, ("nbgrader==0.9.6", "ipykernel", "numpy==2.4.6")),
    "otter-grader": (otter_course, otter, ("otter-grader==7.0.0", "ipykernel", "numpy==2.4.6")),
    "gradescope-utils": (
        _no_course,
        gradescope_utils,
        ("gradescope-utils==0.5.0", "numpy==2.4.6"),
    ),
    "gradsteps": (_no_course, gradsteps, ("-e", str(Path(__file__).parents[2]), "numpy==2.4.6")),
}


def _gradescope_points(path: Path) -> float | None:
    """The score of a results.json of Gradescope's format; None where there is none."""
    try:
        document = json.loads(path.read_text())
        tests = document.get("tests", [])
        score = document.get("score", sum(test.get("score") or 0 for test in tests))
        return min(float(score), float(OF))
    except (OSError, ValueError):
        return None


def _cell(
    name: str, source: str, points: int = 0, *, solution: bool = False, grader: bool = True
) -> dict[str, object]:
    facts = {
        "grade": bool(points),
        "solution": solution,
        "locked": bool(points),
        "schema_version": 3,
    }
    facts |= {"grade_id": name, "task": False} | ({"points": points} if points else {})
    return {
        "cell_type": "code",
        "id": re.sub(r"\W", "-", name),
        "metadata": {"nbgrader": facts} if grader else {},
        "source": textwrap.dedent(source),
        "outputs": [],
        "execution_count": None,
    }


def _notebook(cells: list[dict[str, object]]) -> str:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})
