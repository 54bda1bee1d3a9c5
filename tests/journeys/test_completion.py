"""Completion in real shells: commands, exercises, files."""

import shutil
import subprocess

import pytest

from .conftest import GRADE, TINY
from .sitting import Terminal


@pytest.fixture
def copy(work):
    """A working copy of the tiny course's stubs."""
    shutil.copytree(TINY / "exercises", work / "exercises")
    return work


def shell(name):
    """The path of a shell; the test is skipped where it is not installed."""
    return shutil.which(name) or pytest.skip(f"{name} is not installed")


@pytest.mark.parametrize(
    ("name", "options", "before"),
    [
        ("bash", ["--norc", "--noprofile"], ""),
        ("zsh", ["-f"], "autoload -U compinit && compinit -D && "),
    ],
)
def test_a_tab_completes(copy, name, options, before):
    """After the script was read, tabs complete a command, an exercise and a path, and run them."""
    with Terminal([shell(name), *options, "-i"], copy) as terminal:
        terminal.press(f'{before}eval "$(grade completion {name})"; echo re""ady\n')
        terminal.until("ready")
        terminal.press("grade sho\tdou\t\n")
        terminal.until("same shape and dtype")
        terminal.press("grade run exercises/ba\tdou\t\n")
        terminal.until("not begun")


def test_fish_completes(copy):
    """Exercises with their chapter beside them."""
    script = f'{GRADE} completion fish | source; complete -C "grade show dou"'
    environ = {"GRADSTEPS_COURSE": str(TINY), "HOME": str(copy), "TERM": "xterm"}
    environ["PATH"] = f"{GRADE.rpartition('/')[0]}:/usr/bin:/bin"
    words = [shell("fish"), "--no-config", "-c", script]
    done = subprocess.run(words, cwd=copy, env=environ, capture_output=True, text=True, check=True)

    assert "double\tBasics\n" == done.stdout


def test_without_a_course_nothing_is_completed(grade):
    """No traceback between a student's keys."""
    ran = grade(
        GRADSTEPS_COURSE="/nowhere",
        _GRADE_COMPLETE="bash_complete",
        COMP_WORDS="grade run d",
        COMP_CWORD="2",
    )

    assert (0, "", "") == (ran.status, ran.out.strip(), ran.err)
