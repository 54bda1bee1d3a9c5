"""Which course is found, and where none is looked for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import grader.course
from grader.course import CourseError, Problem, find_course


def course_at(folder: Path) -> Path:
    """`folder`, with a course.toml."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "course.toml").touch()
    return folder


def installed(prefix: Path, name: str) -> Path:
    """A course as a wheel installs it."""
    return course_at(prefix / "share" / "gradsteps" / name)


def test_the_variable_comes_first(tmp_path: Path) -> None:
    """GRADSTEPS_COURSE wins over the checkout and over what is installed."""
    named = course_at(tmp_path / "named")
    beside = course_at(tmp_path / "checkout")
    installed(tmp_path / "data", "one")

    found = find_course(
        {"GRADSTEPS_COURSE": str(named)}, package=beside / "grader", data=[tmp_path / "data"]
    )
    assert named == found


def test_a_relative_variable_is_made_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the variable names stays the same when the working directory changes later."""
    named = course_at(tmp_path / "named")
    monkeypatch.chdir(tmp_path)

    assert named == find_course({"GRADSTEPS_COURSE": "named"})


@pytest.mark.parametrize("name", ["missing", "empty", "x" * 5000])
def test_a_wrong_variable_is_not_passed_over(tmp_path: Path, name: str) -> None:
    """A variable that names no course is a problem, even if another course could be found."""
    (tmp_path / "empty").mkdir()
    named = tmp_path / name
    with pytest.raises(CourseError) as caught:
        find_course({"GRADSTEPS_COURSE": str(named)}, package=course_at(tmp_path) / "grader")

    expected = Problem("GRADSTEPS_COURSE", "a folder with a course.toml", str(named))
    assert (expected,) == caught.value.problems
    assert "GRADSTEPS_COURSE" == caught.value.where


def test_the_checkout_comes_before_what_is_installed(tmp_path: Path) -> None:
    """The course beside the running package wins over an installed one."""
    beside = course_at(tmp_path / "checkout")
    installed(tmp_path / "data", "one")

    environ = {"GRADSTEPS_COURSE": ""}
    assert beside == find_course(environ, package=beside / "grader", data=[tmp_path / "data"])


def test_the_installed_course(tmp_path: Path) -> None:
    """Without a checkout it is the one course of the data prefixes."""
    one = installed(tmp_path / "user", "one")
    prefixes = [tmp_path / "system", tmp_path / "user"]

    assert one == find_course({}, package=tmp_path / "site" / "grader", data=prefixes)


@pytest.mark.parametrize("names", [[], ["one", "two"]])
def test_not_exactly_one_installed_course(tmp_path: Path, names: list[str]) -> None:
    """No course, and two of them, are problems that name what is there."""
    folders = [installed(tmp_path / "data", name) for name in names]
    with pytest.raises(CourseError) as caught:
        find_course({}, package=tmp_path / "site" / "grader", data=[tmp_path / "data"])

    got = ", ".join(map(str, folders)) or "nothing"
    shelf = str(tmp_path / "data" / "share" / "gradsteps")
    assert (Problem(shelf, "one installed course", got),) == caught.value.problems


FIND = """
import grader.course
try:
    print(grader.course.find_course({}))
except grader.course.CourseError as error:
    print(error.problems[0].got)
"""


def found_from(site: Path, cwd: Path) -> str:
    """What a bare interpreter with only our package in `site` finds, started in `cwd`."""
    (site / "grader").mkdir(parents=True, exist_ok=True)
    (site / "grader" / "__init__.py").touch()
    source = Path(grader.course.__file__).parent
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(source, site / "grader" / "course", ignore=ignored, dirs_exist_ok=True)
    program = f"import sys; sys.path.insert(0, {str(site)!r}){FIND}"
    # -S: no site-packages, so that no installed package and no course of this machine is seen.
    command = [sys.executable, "-I", "-S", "-c", program]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_working_directory_is_never_searched(tmp_path: Path) -> None:
    """A course.toml where the student's code lies, or above it, is not the course."""
    here = course_at(tmp_path / "work")
    course_at(here / "exercises")
    installed(here, "one")

    assert "nothing" == found_from(tmp_path / "site", here / "exercises")


def test_the_running_package_finds_its_own_checkout(tmp_path: Path) -> None:
    """The checkout is that of the package that runs, wherever it was started."""
    site = course_at(tmp_path / "checkout")

    assert str(site) == found_from(site, tmp_path)
