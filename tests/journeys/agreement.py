"""One class through every channel: nbgrader's exchange, Gradescope's layout, `ci`, `class`."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from tests.notebooks import making, mangled
from tests.notebooks.making import program, statuses

Notebook = dict[str, Any]
Class = dict[str, "Notebook | bytes"]
Scores = dict[str, float]

MISTAKEN = {
    "triple": {"double": making.TRIPLE},
    "in_place": {"double": "def double(x, times=1):\n    x *= 2**times\n    return x\n"},
    "raises": {"counter": "class Counter:\n    def __init__(self, start=0.0):\n        1 / 0\n"},
    "mean": {"total": "def total(f, xs):\n    return sum(f(x) for x in xs) / len(xs)\n"},
    "todo": {"total": 'def total(f, xs):\n    raise NotImplementedError("total")\n'},
    "shape": {"double": "def double(x, times=1):\n    return (x * 2**times)[None]\n"},
    "twice_wrong": {"double": making.TRIPLE, "counter": "Counter = 3\n"},
}
_EXIT = "import os\n\n\ndef double(x, times=1):\n    os._exit(0)\n"
_EQUAL = """import numpy as np


class Liar(np.ndarray):
    def __eq__(self, other):
        return True

    def __array_function__(self, *args):
        return True


def double(x, times=1):
    return x.view(Liar)
"""
_SCORE = """import sys


def double(x, times=1):
    print('{"score": 100}')
    print("::notice title=Autograding report::100")
    sys.displayhook(6.0)
    return x
"""
_LOOP = "def double(x, times=1):\n    while True:\n        pass\n"
_TABLE = "def double(x, times=1):\n    return {1: x * 2}.get(len(x), x * 0)\n"
HOSTILE = {
    "exits": {"double": _EXIT},
    "lies": {"double": _EQUAL},
    "reports": {"double": _SCORE},
    "loops": {"double": _LOOP},
    "table": {"double": _TABLE},
}


def everyone(release: Notebook) -> Class:
    """A class of right, mistaken, hostile and damaged notebooks, by student."""
    right = making.answered(release)
    students: Class = {f"right_{number}": right for number in range(3)}
    for name, answers in (MISTAKEN | HOSTILE).items():
        students[name] = making.answered(release, **answers)
    damaged = mangled.students(right)
    for name in (
        "copied_test", "split_answer", "deleted_answer", "merged_into_test", "reversed", "vs_code",
        "jupyterlab", "stripped", "new_cell", "magics", "input", "failing", "schema_new", "bom",
        "truncated",
    ):  # fmt: skip
        students[name] = damaged[name][0]
    return students


def built(folder: Path) -> tuple[Path, Notebook]:
    """A course directory with its assignment released to an exchange beside it."""
    course, exchange = folder / "course", folder / "exchange"
    exchange.mkdir(parents=True)
    exchange.chmod(0o777)
    done = program(folder, "grade", "nbgrader", "build", course)
    assert 0 == done.returncode, done.stderr
    _all(statuses(course, "generate_assignment basics", "release_assignment basics",
                  NBGRADER_EXCHANGE=str(exchange)))  # fmt: skip
    text = (course / "release" / "basics" / "basics.ipynb").read_text(encoding="utf-8")
    return course, json.loads(text)


def data(notebook: Notebook | bytes) -> bytes:
    """A notebook as the bytes of its file."""
    return notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode()


def by_nbgrader(course: Path, students: Class) -> Scores:
    """Fetched, submitted, collected, graded and exported by nbgrader's own commands."""
    exchange = course.parent / "exchange"
    asked = []
    for student, notebook in students.items():
        desk = course.parent / "desks" / student
        desk.mkdir(parents=True)
        shutil.copy(course / "student" / "nbgrader_config.py", desk)
        (desk / "work.ipynb").write_bytes(data(notebook))
        environ = {"NBGRADER_EXCHANGE": str(exchange), "HOME": str(desk)}
        environ |= {"JUPYTER_DATA_DIR": str(desk / "data")}
        fetch = ["fetch_assignment", "basics"]
        submit = ["submit", "basics", f"--student={student}"]
        asked += [{"cwd": str(desk), "words": fetch, "environ": environ}]
        asked += [{"cwd": str(desk), "words": submit, "environ": environ, "before": [
            str(desk / "work.ipynb"), str(desk / "basics" / "basics.ipynb")]}]  # fmt: skip
    commands = ("collect basics", "autograde basics --force", "export --to grades.csv")
    environ = {"NBGRADER_EXCHANGE": str(exchange), "HOME": str(course.parent)}
    asked += [{"cwd": str(course), "words": c.split(), "environ": environ} for c in commands]
    script = Path(making.__file__).with_name("commands.py")
    done = program(course, "python", script, said=json.dumps(asked))
    assert 0 == done.returncode, done.stderr[-2000:]
    _all([(answer["status"], answer["said"]) for answer in json.loads(done.stdout)])
    with (course / "grades.csv").open(encoding="utf-8") as file:
        # nbgrader adds floats up: 11.142900000000001.
        return {row["student_id"]: round(float(row["score"]), 4) for row in csv.DictReader(file)}


def by_gradescope(folder: Path, students: Class) -> Scores:
    """Laid out as Gradescope does, run by its script, with what Docker denies denied."""
    built = program(folder, "grade", "gradescope", "build", folder / "a.zip", "--no-wheels")
    assert 0 == built.returncode, built.stderr
    root = folder / "autograder"
    with zipfile.ZipFile(folder / "a.zip") as archive:
        archive.extractall(root / "source")
    # What setup.sh would install and compile.
    (root / "source" / "venv").symlink_to(sys.prefix)
    compiled = program(folder, "python", "-m", "compileall", "-q", root / "source" / "checkout")
    assert 0 == compiled.returncode, compiled.stdout
    shutil.copy(root / "source" / "run_autograder", root)
    denied = Path(__file__).parents[1] / "isolation" / "denied.py"
    words = [sys.executable, denied, "namespaces", "--", "bash", root / "run_autograder"]
    scores = {}
    for student, notebook in students.items():
        for name in ("submission", "results"):
            shutil.rmtree(root / name, ignore_errors=True)
            (root / name).mkdir()
        (root / "submission" / "basics.ipynb").write_bytes(data(notebook))
        done = subprocess.run(words, capture_output=True, text=True, env=_bare(), check=False)
        assert 0 == done.returncode, done.stderr[-2000:]
        document = json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))
        assert abs(document["score"] - sum(test["score"] for test in document["tests"])) < 1e-3
        scores[student] = document["score"]
    return scores


def by_ci(folder: Path, students: Class) -> Scores:
    """`grade ci` on the instructor's side, one checkout after the other."""
    scores = {}
    for student, notebook in students.items():
        place = folder / "repositories" / student
        place.mkdir(parents=True)
        (place / "basics.ipynb").write_bytes(data(notebook))
        done = program(folder, "grade", "ci", "--submission", place, "--out", place / "ci")
        assert done.returncode in (0, 1), done.stderr[-2000:]
        scores[student] = json.loads((place / "ci" / "results.json").read_text())["points"]
    return scores


def by_class(folder: Path, students: Class) -> Scores:
    """`grade class`, exported to CSV."""
    for student, notebook in students.items():
        place = folder / "submissions" / student
        place.mkdir(parents=True)
        (place / "basics.ipynb").write_bytes(data(notebook))
    out = folder / "results"
    done = program(folder, "grade", "class", folder / "submissions", "--out", out)
    assert 0 == done.returncode, done.stderr[-2000:]
    from grader.fleet.store import Store

    with Store.read(out) as store:
        graded = list(store.graded())
    return {g.student.id: g.results.points for g in graded if g.results is not None}


def _bare() -> dict[str, str]:
    """A container's environment: nothing of ours."""
    return {"PATH": os.environ["PATH"], "HOME": "/root"}


def _all(done: list[tuple[int, str]]) -> None:
    for status, said in done:
        assert 0 == status, said[-2000:]
