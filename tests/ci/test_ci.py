"""`grade ci`: what each host reads, and what a student can make it read."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from grader.pages.ci import github, gitlab, gradescope
from tests.notebooks.making import ANSWERS, TINY, program
from tests.pages.samples import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS = "\\n::error file=x::forged\\n ::set-output name=result::1\\n##[error]y\\n%0A::stop::"
TRIPLE = f'''"""Twice an array."""


def double(x, times=1):
    print("{COMMANDS}")
    return x * 3**times
'''
RAISES = f'''def total(f, xs):
    y = 1
    raise ValueError("{COMMANDS}")
'''


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Any]]:
    """A hostile repository graded as a step of a GitHub workflow."""
    root = tmp_path_factory.mktemp("ci")
    folder = root / "student" / "exercises" / "basics"
    folder.mkdir(parents=True)
    (folder / "double.py").write_text(TRIPLE)
    (folder / "total.py").write_text(RAISES)
    (folder / "counter.py").write_text("class Counter\n    pass\n")
    done = program(
        root, "grade", "ci", "--submission", "student", "--out", "out",
        GITHUB_ACTIONS="true", CI="true",
        GITHUB_STEP_SUMMARY=str(root / "summary"), GITHUB_OUTPUT=str(root / "output"),
    )  # fmt: skip
    yield root, done


def commands(text: str) -> list[str]:
    """The lines that GitHub's runner takes for commands."""
    return [line for line in text.splitlines() if re.match(r"\s*::", line) or "##[" in line]


def test_annotations_stand_at_the_students_line(ran: tuple[Path, Any]) -> None:
    """The entry that is wrong, the line that raised, the line with the syntax error."""
    _, done = ran

    assert 1 == done.returncode, done.stderr
    places = [
        re.match(r"::error file=([^,]+),.*line=(\d+)::", line) for line in commands(done.stdout)
    ]
    assert [
        ("student/exercises/basics/double.py", "4"),
        ("student/exercises/basics/counter.py", "1"),
        ("student/exercises/basics/total.py", "3"),
    ] == [place.groups() for place in places if place]


def test_a_student_can_send_the_runner_no_command(ran: tuple[Path, Any]) -> None:
    """Printed text, exceptions and names come out as text; three commands are ours."""
    _, done = ran

    assert 3 == len(commands(done.stdout))
    assert "forged" in done.stdout
    assert not any("forged" in line.split("::")[1] for line in commands(done.stdout))


def test_the_files_say_the_same(ran: tuple[Path, Any]) -> None:
    """Results, JUnit, Gradescope's, Classroom's and GitLab's reports agree on the points."""
    root, _ = ran
    out = root / "out"
    points = json.loads((out / "results.json").read_text())["points"]
    output = (root / "output").read_text()
    classroom = json.loads(base64.b64decode(output.removeprefix("result=")))

    assert 0.8571 == points
    assert 1 == output.count("\n")
    assert points == sum(test["score"] for test in classroom["tests"])
    assert ["fail", "error", "error"] == [test["status"] for test in classroom["tests"]]
    assert points == json.loads((out / "gradescope.json").read_text())["score"]
    suites = ElementTree.parse(out / "junit.xml").getroot().findall("testsuite")
    assert ["double", "counter", "total"] == [suite.get("name") for suite in suites]
    issues = json.loads((out / "codequality.json").read_text())
    assert [4, 1, 3] == [issue["location"]["lines"]["begin"] for issue in issues]
    summary = (root / "summary").read_text()
    assert summary == (out / "summary.md").read_text()
    assert "| `double` | fail | 0.8571 of 6 |" in summary


def test_a_summary_cannot_be_broken_out_of() -> None:
    """The fence is longer than any row of backticks inside it."""
    text = github.summary(ALL["hostile"])
    fence = re.search(r"^(`+)text$", text, re.MULTILINE)

    assert fence is not None
    assert 2 == len(re.findall(rf"^{fence[1]}", text, re.MULTILINE))


def test_a_students_own_repository_gets_advice(tmp_path: Path) -> None:
    """With a released tree only public checks run, and nothing for Gradescope is left."""
    from grader.authoring.release import student_tree
    from grader.course import load
    from grader.run import Grader
    from grader.run.secret import chosen

    course = load(TINY)
    with Grader(course, secret=chosen(1)) as grader:
        student_tree(course, tmp_path / "released", grader)
    work = tmp_path / "work"
    work.mkdir()
    for name, text in ANSWERS.items():
        (work / f"{name}.py").write_text(text)

    course_of = {"GRADSTEPS_COURSE": str(tmp_path / "released"), "GRADSTEPS_SEED": "", "CI": "true"}
    done = program(work, "grade", "ci", **course_of)

    assert 0 == done.returncode, done.stderr
    assert "public points" in done.stdout
    assert not (work / "grade-ci" / "gradescope.json").exists()
    assert "public" == json.loads((work / "grade-ci" / "results.json").read_text())["scope"]


def test_what_cannot_be_opened_has_results_too(tmp_path: Path) -> None:
    """A broken zip earns nothing and says why, for a host shows nothing without results."""
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no zip")

    done = program(tmp_path, "grade", "ci", "--submission", "broken.zip")

    results = json.loads((tmp_path / "grade-ci" / "results.json").read_text())
    assert (1, 0.0) == (done.returncode, results["points"])
    assert {"error"} == {exercise["status"] for exercise in results["exercises"]}
    assert "cannot be read" in done.stdout


@pytest.mark.parametrize("name", ["after_due", "status", "sentence"])
def test_gradescope_shows_of_hidden_checks_what_the_policy_allows(name: Any) -> None:
    """Their tests are visible, or after the due date; never what they found."""
    from dataclasses import replace

    results = replace(ALL["hidden_status"], hidden=name, scope="all", complete=True)
    tests = json.loads(gradescope.dumps(results))["tests"]
    hidden = [test for test in tests if "hidden check" in test["name"] or "output" in test]
    expected = "after_due_date" if name == "after_due" else "visible"

    assert expected in {test["visibility"] for test in hidden}
    assert results.points == pytest.approx(sum(test["score"] for test in tests), abs=1e-3)


def test_gradescope_gets_no_score_of_what_is_none() -> None:
    """Advisory, incomplete and public results are refused."""
    from dataclasses import replace

    whole = replace(ALL["hidden_status"], scope="all", complete=True, advisory=False)
    for change in ({"advisory": True}, {"complete": False}, {"scope": "public"}):
        with pytest.raises(ValueError, match="no score"):
            gradescope.dumps(replace(whole, **change))  # type: ignore[arg-type]


def test_code_quality_has_one_fingerprint_each() -> None:
    """GitLab drops issues with a fingerprint it has seen."""
    issues = json.loads(gitlab.code_quality(ALL["mixed"], {}))

    assert len(issues) == len({issue["fingerprint"] for issue in issues}) > 0


TEMPLATES = Path(__file__).parents[2] / "docs" / "ci"


@pytest.mark.parametrize("name", ["github-student", "github-instructor"])
def test_a_workflow_gives_no_secret_to_students(name: str) -> None:
    """No checkout keeps its token, and no expression of an event is pasted into a script."""
    text = (TEMPLATES / f"{name}.yml").read_text(encoding="utf-8")

    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    assert "contents: read" in text
    for script in re.findall(r"run: \|?\n?((?:.+\n)+?)(?=      - |\Z)", text):
        assert "${{" not in script.split("env:")[0]
    assert ("GRADSTEPS_SEED" in text) is (name == "github-instructor")


@pytest.mark.skipif(os.geteuid() != 0, reason="denies system calls as a container's root")
def test_gradescopes_script_runs_where_docker_denies(tmp_path: Path) -> None:
    """The built zip, unpacked and run: a score, the time it was taken at, no namespaces."""
    import shutil
    import sys
    import zipfile

    built = program(tmp_path, "grade", "gradescope", "build", "a.zip", "--no-wheels")
    assert 0 == built.returncode, built.stderr
    assert 0o600 == (tmp_path / "a.zip").stat().st_mode & 0o777
    root = tmp_path / "autograder"
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        archive.extractall(root / "source")
    (root / "source" / "venv").symlink_to(sys.prefix)
    shutil.copy(root / "source" / "run_autograder", root)
    (root / "submission").mkdir()
    (root / "submission" / "double.py").write_text(ANSWERS["double"])
    (root / "submission_metadata.json").write_text('{"created_at": "2026-12-03T10:00:00-07:00"}')
    denied = Path(__file__).parents[1] / "isolation" / "denied.py"
    words = [
        sys.executable,
        denied,
        "namespaces",
        "landlock",
        "--",
        "bash",
        root / "run_autograder",
    ]

    done = subprocess.run(words, capture_output=True, text=True, env={"PATH": os.environ["PATH"]})

    assert 0 == done.returncode, done.stderr
    document = json.loads((root / "results" / "results.json").read_text())
    assert 3.0 == document["score"]  # three days late: half
    assert "3 days late" in document["output"]
    assert "no files" in document["extra_data"]["isolation"]
