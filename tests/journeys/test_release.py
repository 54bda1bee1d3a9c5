"""From the instructor's tree to a student's hand-in: the wheel in an environment of its own.

The environment holds the wheel and, as links, this one's libraries, so nothing is downloaded;
`benchmarks/wheel_journey.py` does the same with a package index and compares many submissions.
"""

import hashlib
import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from .conftest import SEED, TINY, Ran

RIGHT = "def double(x, times=1):\n    return x * 2**times\n"
OURS = ("grader", "gradsteps", "_gradsteps", "_editable_impl_gradsteps", "__editable__")


def libraries() -> Path:
    """The folder this environment's libraries lie in."""
    return Path(sysconfig.get_path("purelib"))


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    """An environment with the tiny course's wheel and no checkout; returns its folder."""
    folder = tmp_path_factory.mktemp("installed")
    env = {**os.environ, "GRADSTEPS_COURSE": str(TINY), "GRADSTEPS_SEED": SEED}
    grade = Path(sys.executable).with_name("grade")
    subprocess.run([grade, "release", folder / "out"], env=env, check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "env"], check=True)
    python = folder / "env" / "bin" / "python"
    wheel = next((folder / "out").glob("*.whl"))
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index"]
    subprocess.run([*pip, "-q", wheel], check=True, capture_output=True)
    own = next((folder / "env").glob("lib/python*/site-packages"))
    for entry in libraries().iterdir():
        if not entry.name.startswith(OURS) and not (own / entry.name).exists():
            (own / entry.name).symlink_to(entry)
    return folder


@pytest.fixture
def student(installed, work):
    """Run the installed `grade` in the work folder."""

    def run(*words, where=work):
        env = {"PATH": os.environ["PATH"], "HOME": str(work), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [installed / "env" / "bin" / "grade", *map(str, words)],
            cwd=where,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


def test_the_wheel_brings_grader_and_the_course(student, installed):
    """The command runs from the environment, on the course in its data folder."""
    ran = student("doctor")

    assert 0 == ran.status, ran
    assert "gradsteps-tiny 1" in ran.out
    assert "released tree" in " ".join(ran.out.split())
    assert (installed / "env" / "share" / "gradsteps" / "tiny" / "course.toml").is_file()
    assert "grade, version" in student("--version").out


def test_the_wheel_brings_the_pytest_plugin(student, installed, work):
    """`pytest` in a working copy knows the checks without being told of the plugin."""
    student("init", "copy")
    env = {"PATH": os.environ["PATH"], "HOME": str(work), "LC_ALL": "C.UTF-8"}
    command = [installed / "env" / "bin" / "python", "-m", "pytest", "-q", "exercises/basics"]
    done = subprocess.run(command, cwd=work / "copy", env=env, capture_output=True, text=True)

    assert 1 == done.returncode
    assert "todo: not begun" in done.stdout
    assert "exercises/basics/double.py::matches_the_reference" in done.stdout


def test_a_student_goes_from_init_to_a_hand_in(student, work):
    """A working copy, an answer, a grade, a zip whose hash is on the receipt."""
    assert 0 == student("init", "tiny").status
    copy = work / "tiny"
    assert "up to date" in student("init", "tiny").out
    (copy / "exercises" / "basics" / "double.py").write_text(RIGHT)
    assert 0 == student("run", "double", where=copy).status
    assert "1 of 3 done" in student(where=copy).out

    packed = student("pack", where=copy)
    assert 0 == packed.status, packed
    digest = hashlib.sha256((copy / "tiny.zip").read_bytes()).hexdigest()
    receipt = json.loads((copy / "tiny.receipt.json").read_text())
    assert digest == receipt["sha256"]
    assert digest in packed.out
    assert "public" == receipt["scope"]
    assert "pass" == receipt["exercises"]["double"]
    assert f"{receipt['points']:g} of {receipt['of']:g} public points" in packed.out

    again = student("pack", where=copy)
    assert digest in again.out
    ran = student("run", "double", "--submission", "tiny/tiny.zip")
    assert 0 == ran.status, ran


def test_the_instructor_grades_the_zip_for_a_score(student, grade, work):
    """What was packed with public checks alone is graded with hidden ones."""
    student("init", "tiny")
    (work / "tiny" / "exercises" / "basics" / "double.py").write_text(RIGHT)
    student("pack", "--out", work / "hw1.zip", where=work / "tiny")
    results = json.loads(grade("run", "double", "--submission", "hw1.zip", "--json", "-").out)

    assert "all" == results["scope"]
    assert 6 == results["points"]
    with zipfile.ZipFile(work / "hw1.zip") as archive:
        assert all(name.startswith("exercises/basics/") for name in archive.namelist())


def test_the_demo_runs_without_the_course_s_answers(student, work, installed):
    """A released tree grades a toy: a right answer, a mistake, an endless loop; writes no cache."""
    ran = student("demo", "--out", "demo.json")
    results = json.loads((work / "demo.json").read_text())

    assert 0 == ran.status, ran
    assert ["pass", "fail", "timeout", "todo"] == [e["status"] for e in results["exercises"]]
    assert not list((installed / "env").rglob(".gradsteps"))


def test_a_released_course_is_not_released_again(student):
    """There is nothing to release a released tree from."""
    ran = student("release", "out")

    assert 2 == ran.status
    assert "released tree" in ran.err


def test_pack_says_what_it_cannot_do(student, work):
    """No exercise here, no place for a zip: status 2 and a sentence, nothing written."""
    assert 2 == student("pack").status
    student("init", "tiny")
    copy = work / "tiny"
    for out in ("no/such/folder/x.zip", "x.txt", "."):
        assert 2 == student("pack", "--out", out, where=copy).status, out
    before = sorted(work.rglob("*.zip"))

    assert [] == before


def test_doctor_sees_a_second_owner(student, installed):
    """Where `gradsteps` lies beside the released wheel, doctor says that one must go."""
    own = next((installed / "env").glob("lib/python*/site-packages"))
    second = next(libraries().glob("gradsteps-*.dist-info"))
    (own / second.name).symlink_to(second)
    try:
        ran = student("doctor")
    finally:
        (own / second.name).unlink()

    assert 3 == ran.status
    assert "gradsteps and gradsteps-tiny" in " ".join(ran.out.split())
    assert "pip uninstall" in ran.out


def test_doctor_sees_a_second_course(student, installed):
    """Two installed courses are one too many, and both are named."""
    shelf = installed / "env" / "share" / "gradsteps"
    (shelf / "other").mkdir()
    (shelf / "other" / "course.toml").write_bytes((shelf / "tiny" / "course.toml").read_bytes())
    try:
        ran = student("doctor")
    finally:
        (shelf / "other" / "course.toml").unlink()
        (shelf / "other").rmdir()

    assert 3 == ran.status
    assert "one installed course" in " ".join(ran.out.split())
