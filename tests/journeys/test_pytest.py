"""`pytest` in a working copy: the same checks, by node id, graded by workers."""

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from .conftest import SEED, TINY

RIGHT = "def double(x, times=1):\n    return x * 2**times\n"
WRONG = "def double(x, times=1):\n    return x * 3**times\n"
PLUGIN = "grader.cli.pytest_plugin"
SPY = """
import json, sys
def pytest_sessionfinish(session):
    told = [[item.nodeid, *map(str, item.location)] for item in session.items]
    loaded = [name for name in sys.modules if name in ("double", "test_double", "counter")]
    with open("spy.json", "w") as file:
        json.dump({"items": told, "path": sys.path, "loaded": loaded}, file)
"""


@pytest.fixture
def copy(work):
    """A working copy of the tiny course's stubs, as `grade init` makes it."""
    shutil.copytree(TINY / "exercises", work / "exercises")
    for path in work.glob("exercises/*/test_*.py"):
        path.unlink()
    (work / ".gradsteps").mkdir()
    (work / ".gradsteps" / "course").write_text("tiny\n")
    return work


def ran(copy, *words, **environ):
    """Run pytest with the plugin in a working copy."""
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(copy),
        "LC_ALL": "C.UTF-8",
        "GRADSTEPS_COURSE": str(TINY),
        "GRADSTEPS_SEED": SEED,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # an installed one is the same as the one named
        **environ,
    }
    command = [sys.executable, "-P", "-m", "pytest", "-p", PLUGIN, *words]
    return subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True, check=False)


def test_checks_are_tests(copy):
    """One fails with the page of its failure, one is skipped for it, stubs fail as `todo`."""
    (copy / "exercises" / "basics" / "double.py").write_text(WRONG)
    done = ran(copy, "exercises/basics", "--junit-xml", "j.xml")
    cases = ET.parse(copy / "j.xml").getroot().iter("testcase")
    outcomes = {case.get("name"): [child.tag for child in case] for case in cases}

    assert 1 == done.returncode
    assert ["failure"] == outcomes["matches_the_reference"]
    assert ["skipped"] in outcomes.values()
    assert "fail: matches the reference\n  case       1 of 6" in done.stdout
    assert "again: `grade run double --case matches_the_reference:1`" in done.stdout
    assert "todo: not begun" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_node_id_runs_one_check(copy):
    """What a test panel passes: the path and the check's name, which say no more than that."""
    (copy / "exercises" / "basics" / "double.py").write_text(RIGHT)
    done = ran(copy, "-v", "exercises/basics/double.py::matches_the_reference")

    assert 0 == done.returncode, done.stdout
    assert "exercises/basics/double.py::matches_the_reference PASSED" in done.stdout
    assert "1 passed" in done.stdout


def test_collecting_imports_nothing(copy):
    """Neither a student's file nor a check file; `sys.path` is as without it; places are lines."""
    text = "\n\n" + RIGHT + "raise SystemExit('imported')\n"
    (copy / "exercises" / "basics" / "double.py").write_text(text)
    (copy / "spy.py").write_text(SPY)
    words = ["-p", "spy", "--collect-only", "-q", "--doctest-modules"]
    done = ran(copy, *words, PYTHONPATH=str(copy))
    spied = json.loads((copy / "spy.json").read_text())

    assert 0 == done.returncode, done.stdout + done.stderr
    name = "exercises/basics/double.py"
    assert [f"{name}::matches_the_reference", name, "2"] in [item[:3] for item in spied["items"]]
    assert [] == spied["loaded"]
    assert [] == [path for path in spied["path"] if "exercises" in path]


def test_a_released_tree_has_each_check_once(copy):
    """Check files beside the stubs are not collected by themselves, unless one is asked for."""
    shutil.copytree(TINY / "exercises", copy / "exercises", dirs_exist_ok=True)
    everything = ran(copy, "--collect-only", "-q").stdout
    asked = ran(copy, "--collect-only", "-q", "exercises/basics/test_double.py").stdout

    assert 1 == everything.count("::matches_the_reference")
    assert "exercises/basics/double.py::matches_the_reference" in everything
    assert "exercises/basics/test_double.py::matches_the_reference" in asked


def test_other_projects_are_left_alone(copy):
    """A student's own tests run as ever; files of another course are nobody's."""
    (copy / "exercises" / "basics" / "test_mine.py").write_text("def test_mine(): pass\n")
    assert "1 passed" in ran(copy, "exercises/basics/test_mine.py").stdout

    (copy / ".gradsteps" / "course").write_text("another\n")
    done = ran(copy)
    assert "collected 1 item" in done.stdout
    assert 0 == done.returncode


def test_what_cannot_be_loaded_is_said_once_for_each_check(copy):
    """A syntax error fails every check with the sentence, in Chinese where the locale is."""
    (copy / "exercises" / "basics" / "double.py").write_text("def double(x, times=1:\n")
    done = ran(copy, "exercises/basics/double.py", LC_ALL="zh_CN.UTF-8")

    assert 1 == done.returncode
    assert "语法错误" in done.stdout
    assert "Traceback" not in done.stdout
