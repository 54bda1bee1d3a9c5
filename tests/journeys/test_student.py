"""A student's day: stubs, a wrong answer, a right one."""

import json
import os
import shutil
import signal
import subprocess
import time
import xml.etree.ElementTree as ET

import pytest

from .conftest import GRADE, SEED, TINY

RIGHT = "def double(x, times=1):\n    return x * 2**times\n"
WRONG = "def double(x, times=1):\n    return x * 3**times\n"


@pytest.fixture
def copy(work):
    """A working copy of the tiny course's stubs."""
    shutil.copytree(TINY / "exercises", work / "exercises")
    return work / "exercises" / "basics"


def test_an_empty_submission_is_all_todo(grade, copy):
    """Stubs as given: exit status 1, nothing earned, everything `todo`."""
    ran = grade("run", "--json", "-")
    results = json.loads(ran.out)

    assert 1 == ran.status
    assert ["todo"] * 3 == [exercise["status"] for exercise in results["exercises"]]
    assert (0, 12, True) == (results["points"], results["of"], results["complete"])


def test_a_right_answer_earns_full_marks(grade, copy):
    """The page says so, and the exit status is 0."""
    (copy / "double.py").write_text(RIGHT)
    ran = grade("run", "double")

    assert 0 == ran.status, ran.out + ran.err
    assert "6 of 6 points" in ran.out


def test_a_wrong_answer_is_told_in_numbers(grade, copy):
    """The page has the sentence, the call, both values and the command that does it again."""
    (copy / "double.py").write_text(WRONG)
    ran = grade("run", "exercises/basics/double.py")

    assert 1 == ran.status
    assert "matches the reference" in ran.out
    assert "double(x)" in ran.out
    assert "grade run double --case matches_the_reference:1" in ran.out
    assert all(len(line) <= 80 for line in ran.out.splitlines())

    again = grade("run", "double", "--case", "matches_the_reference:1")
    assert 1 == again.status
    assert "matches the reference" in again.out


def test_the_overview_remembers_and_regrades_what_changed(grade, copy):
    """`grade` shows what was found, grades a file that changed, and forgets nothing."""
    assert "0 of 3 done" in grade().out
    (copy / "double.py").write_text(RIGHT)

    assert "1 of 3 done" in grade().out
    assert "1 of 3 done" in grade().out
    (copy / "double.py").write_text(WRONG)
    assert "0 of 3 done" in grade().out
    diary = (copy.parents[1] / ".gradsteps" / "progress.jsonl").read_text().splitlines()
    assert ["pass", "fail"] == [json.loads(line)["status"] for line in diary]


def test_next_names_the_first_that_is_not_done(grade, copy):
    """After `double` comes `counter`."""
    assert "exercises/basics/double.py" in grade("next").out
    (copy / "double.py").write_text(RIGHT)

    assert "exercises/basics/counter.py" in grade("next").out


def test_list_and_show_tell_what_there_is(grade, copy):
    """The list has every exercise; the statement is the stub's docstring."""
    assert all(name in grade("list").out for name in ("double", "counter", "total"))

    ran = grade("show", "double")
    assert "double(x, times=1)" in ran.out
    assert "same shape and dtype" in ran.out
    assert "numpy.add" in ran.out


def test_results_and_junit_are_written(grade, copy):
    """Both files hold every exercise; JUnit parses."""
    (copy / "double.py").write_text(WRONG)
    grade("run", "--json", "r.json", "--junit", "j.xml")
    work = copy.parents[1]
    results = json.loads((work / "r.json").read_text())
    suites = ET.parse(work / "j.xml").getroot()

    assert 3 == len(results["exercises"])
    check = results["exercises"][0]["checks"][0]
    assert {"name", "status", "points", "of", "visibility", "message"} <= check.keys()
    assert "double" in ET.tostring(suites, encoding="unicode")
    left = {path.name for path in work.iterdir()}
    assert {".gradsteps", "exercises", "j.xml", "r.json"} == left


def test_json_on_stdout_stands_alone(grade, copy):
    """With `--json -` stdout is one JSON document; talk goes to stderr."""
    ran = grade("run", "--json", "-")

    assert json.loads(ran.out)["schema"] == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["run", "dobule"], "no exercise or chapter `dobule`; did you mean `double`?"),
        (["run", "nothing/here.py"], "no file nothing/here.py"),
        (["run", "--submission", "nowhere"], "no submission at nowhere"),
        (["run", "double", "--case", "three"], "is not `check:number`"),
        (["run", "double", "--case", "matches:3"], "did you mean `matches_the_reference`?"),
        (["run", "double", "--case", "matches_the_reference:99"], "has 6 cases, no case 99"),
        (["run", "--case", "matches_the_reference:1"], "--case needs exactly one exercise"),
        (["run", "double", "--submitted", "2026-12-01T10:00"], "has no offset"),
        (["run", "double", "--submitted", "soon"], "is no ISO time"),
        (["show", "basics"], "`basics` is a chapter; name one of its exercises"),
        (["rnu"], "no command `rnu`; did you mean `run`?"),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(grade, copy, words, says):
    """What is wrong, and what was probably meant."""
    ran = grade(*words)

    assert 2 == ran.status
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert "" == ran.out


def test_an_unwritable_file_is_said_after_the_page(grade, copy):
    """The page is printed, the sentence names the file, nothing half-written stays."""
    ran = grade("run", "double", "--json", "no/such/folder/r.json")

    assert 2 == ran.status
    assert "double" in ran.out
    assert "cannot write no/such/folder/r.json" in ran.err


def test_no_seed_in_ci_is_status_3(grade, copy):
    """A CI run never makes one up."""
    ran = grade("run", "double", GRADSTEPS_SEED="", CI="true")

    assert 3 == ran.status
    assert "GRADSTEPS_SEED is not set" in ran.err


def test_a_chosen_seed_makes_the_result_advisory(grade, copy):
    """`--seed` draws cases anyone could draw: the page says it is no score."""
    (copy / "double.py").write_text(RIGHT)
    ran = grade("run", "double", "--seed", "3", "--json", "-")

    assert json.loads(ran.out)["advisory"]
    assert "advisory" in grade("run", "double", "--seed", "3").out


def test_isolation_none_is_advisory(grade, copy):
    """Objects live in this process, for debuggers: never a score."""
    (copy / "double.py").write_text(RIGHT)
    results = json.loads(grade("run", "double", "--isolation", "none", "--json", "-").out)

    assert results["advisory"]
    assert "none" == results["isolation"]
    assert "pass" == results["exercises"][0]["status"]


def test_a_broken_course_file_lists_every_problem_and_is_status_3(grade, work):
    """All problems at once, each with its key path."""
    course = work / "course"
    shutil.copytree(TINY, course)
    text = (course / "course.toml").read_text()
    text = text.replace("points = 6", 'points = "ten"').replace("minutes = 2", "minuets = 2")
    (course / "course.toml").write_text(text)
    ran = grade("list", GRADSTEPS_COURSE=str(course))

    assert 3 == ran.status
    assert "has 3 problems" in ran.err
    assert "chapter[0].exercise[0].points" in ran.err
    assert "did you mean `minutes`?" in " ".join(ran.err.split())


@pytest.mark.parametrize("name", ["numpy.py", "json.py", "test_double.py", "grader.py", "ast.py"])
def test_a_file_named_like_a_module_does_no_harm(grade, copy, name):
    """Nothing of a submission is ever on an import path."""
    (copy / "double.py").write_text("import json\nimport ast\n" + RIGHT)
    for folder in (copy, copy.parents[1]):
        (folder / name).write_text("raise SystemExit('shadowed')\n")
    ran = grade("run", "double")

    assert 0 == ran.status, ran.out + ran.err
    assert "shadowed" not in ran.out + ran.err


def _of_session(leader):
    found = subprocess.run(["pgrep", "-s", str(leader)], capture_output=True, check=False)
    return found.stdout.split()


def test_ctrl_c_ends_with_130_and_leaves_no_process(copy):
    """Interrupted in the middle of an endless loop."""
    work = copy.parents[1]
    begun = work / "begun"
    (copy / "double.py").write_text(
        f"def double(x, times=1):\n    open({str(begun)!r}, 'w').close()\n    while True: pass\n"
    )
    started = subprocess.Popen(
        [GRADE, "run", "double"],
        cwd=work,
        env={**os.environ, "GRADSTEPS_COURSE": str(TINY), "GRADSTEPS_SEED": SEED},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not begun.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    started.send_signal(signal.SIGINT)
    _, err = started.communicate(timeout=60)

    assert 130 == started.returncode
    assert b"interrupted" in err
    assert b"Traceback" not in err
    while _of_session(started.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [] == _of_session(started.pid)
    assert not (work / ".gradsteps" / "progress.jsonl").exists()


def test_ascii_terminals_and_no_color(grade, copy):
    """Where stdout cannot show the marks, words take their place."""
    (copy / "double.py").write_text(WRONG)
    ran = grade("run", "double", PYTHONIOENCODING="ascii", NO_COLOR="1")

    assert ran.out.isascii()
    assert "FAIL" in ran.out


def test_doctor_says_what_works(grade, copy):
    """Course, libraries, and a worker that really answered."""
    ran = grade("doctor")

    assert 0 == ran.status, ran.out + ran.err
    assert "worker" in ran.out
    assert "A tiny course" in ran.out
