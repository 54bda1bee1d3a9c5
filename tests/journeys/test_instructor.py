"""An instructor's day: other people's submissions, and the tree that students get."""

import json
import zipfile

import pytest

from .conftest import TINY

RIGHT = "def double(x, times=1):\n    return x * 2**times\n"
ANSWERS = {
    "right": RIGHT,
    "wrong": RIGHT.replace("2**", "3**"),
    "in_place": "def double(x, times=1):\n    x *= 2**times\n    return x\n",
    "shape": "def double(x, times=1):\n    return (x * 2**times)[None]\n",
    "dtype": "def double(x, times=1):\n    return (x * 2**times).astype('float32')\n",
    "raises": "def double(x, times=1):\n    return 1 / 0\n",
    "missing": "def duoble(x, times=1):\n    return 1 / 0\n",
    "todo": "def double(x, times=1):\n    raise NotImplementedError\n",
}


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """The student tree of the tiny course."""
    from grader.authoring.release import student_tree
    from grader.course import load
    from grader.run import Grader
    from grader.run.secret import chosen

    out = tmp_path_factory.mktemp("released") / "tree"
    course = load(TINY)
    with Grader(course, secret=chosen(1)) as grader:
        student_tree(course, out, grader)
    return out


def public(ran):
    """What a student's page says of each public check, without times."""
    exercise = json.loads(ran.out)["exercises"][0]
    kept = [check for check in exercise["checks"] if check["visibility"] == "public"]
    for check in kept:
        check.pop("seconds")
    return exercise["status"], exercise.get("reason"), kept


@pytest.mark.parametrize("name", ANSWERS)
def test_the_released_tree_says_the_same_of_public_checks(grade, work, released, name):
    """Statuses, messages, differences and cases are equal without the solutions."""
    (work / "double.py").write_text(ANSWERS[name])
    words = ("run", "double", "--submission", "double.py", "--json", "-")
    instructor = grade(*words, GRADSTEPS_COURSE=str(TINY))
    student = grade(*words, GRADSTEPS_COURSE=str(released), GRADSTEPS_SEED="")

    mine, theirs = public(instructor), public(student)
    assert mine[1:] == theirs[1:]
    if name in ("right", "in_place", "shape", "dtype", "raises", "missing", "todo"):
        assert mine[0] == theirs[0]


def test_the_released_tree_has_no_answers(released):
    """No solutions, no hidden checks, no mistakes; one sealed file an exercise."""
    names = {str(path.relative_to(released)) for path in released.rglob("*") if path.is_file()}
    text = "".join(path.read_text() for path in released.rglob("*.py"))

    assert not any("solutions" in name for name in names)
    assert "works_on_long_arrays" not in text
    assert "2**times" not in text.replace("2 ** times", "")
    assert 3 == sum(name.endswith(".sealed") for name in names)


def test_a_zip_and_a_notebook_grade_like_the_file(grade, work):
    """The same answer in another wrapping earns the same points."""
    with zipfile.ZipFile(work / "s.zip", "w") as archive:
        archive.writestr("exercises/basics/double.py", RIGHT)
    cells = [
        {"cell_type": "code", "metadata": {}, "source": "import numpy as np", "outputs": []},
        {"cell_type": "code", "metadata": {}, "source": "1 / 0", "outputs": []},
        {"cell_type": "code", "metadata": {}, "source": "%%time\n" + RIGHT, "outputs": []},
        {"cell_type": "code", "metadata": {}, "source": "while True: pass", "outputs": []},
    ]
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    (work / "hw.ipynb").write_text(json.dumps(notebook))

    for name in ("s.zip", "hw.ipynb"):
        ran = grade("run", "double", "--submission", name, "--json", "-")
        assert 6 == json.loads(ran.out)["points"], (name, ran)
    page = grade("run", "double", "--submission", "hw.ipynb").out
    assert "cell 2" in page
    assert "cell 4" in page


def test_results_carry_a_mark_of_the_seed_never_the_seed(grade, work):
    """Two runs with one seed have one mark."""
    (work / "double.py").write_text(RIGHT)
    words = ("run", "double", "--submission", "double.py", "--json", "-")
    ran = grade(*words)

    assert "000102030405060708090a0b0c0d0e0f" not in ran.out
    assert json.loads(ran.out)["seed"] == json.loads(grade(*words).out)["seed"]
