"""`grade reset`: nothing a student wrote is ever lost."""

import os
import pty
import shutil
import subprocess

import pytest

from .conftest import GRADE, TINY

STUB = (TINY / "exercises" / "basics" / "double.py").read_bytes()


@pytest.fixture
def file(work):
    """A student's answer in a working copy of the tiny course."""
    shutil.copytree(TINY / "exercises", work / "exercises")
    path = work / "exercises" / "basics" / "double.py"
    path.write_bytes(b"mine = 1\r\n")
    return path


def test_the_file_is_as_given_and_one_line_brings_it_back(grade, work, file):
    """The command it prints is run: the student's bytes are there again."""
    ran = grade("reset", "double", "--yes")
    command = ran.out.splitlines()[-1]

    assert (0, STUB) == (ran.status, file.read_bytes())
    subprocess.run(command, shell=True, cwd=work, check=True)
    assert b"mine = 1\r\n" == file.read_bytes()


def test_every_backup_is_kept(grade, file):
    """A second and a third reset take other names, whatever lies there."""
    file.with_name("double.py.before2").mkdir()
    for number in range(3):
        file.write_text(f"mine = {number}\n")
        assert 0 == grade("reset", "double", "--yes").status
    names = ("double.py.before", "double.py.before3", "double.py.before4")
    kept = [file.with_name(name).read_text() for name in names]

    assert ["mine = 0\n", "mine = 1\n", "mine = 2\n"] == kept


def test_nothing_to_do_is_said(grade, file):
    """A stub stays as it is, without a backup; a deleted file comes back."""
    file.unlink()
    assert 0 == grade("reset", "double").status
    assert STUB == file.read_bytes()

    assert "is as it was given" in grade("reset", "double").out
    assert [] == list(file.parent.glob("*.before*"))


def test_it_asks(work, file):
    """In a terminal `n` changes nothing, `y` does it; Chinese is asked in Chinese."""
    env = {**os.environ, "GRADSTEPS_COURSE": str(TINY), "LC_ALL": "C.UTF-8"}
    for answer, after in (("n", b"mine = 1\r\n"), ("y", STUB)):
        ours, theirs = pty.openpty()
        os.write(ours, f"{answer}\n".encode())
        words = [GRADE, "reset", "double", "--lang", "zh"]
        done = subprocess.run(words, cwd=work, env=env, stdin=theirs, capture_output=True)
        os.close(ours)
        os.close(theirs)

        assert (0, after) == (done.returncode, file.read_bytes())
        assert "exercises/basics/double.py" in done.stdout.decode()
        assert "恢复" in done.stdout.decode()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["double"], "there is nobody to ask; `grade reset double --yes`"),
        (["basics", "--yes"], "`basics` is a chapter"),
        (["total", "--yes"], "is a notebook, which is not put back"),
        (["counter", "--yes"], "cannot read exercises/basics/counter.py: Is a directory"),
    ],
)
def test_what_cannot_be_put_back_is_one_sentence(grade, file, words, says):
    """Status 2, and nothing changes."""
    file.with_name("total.py").rename(file.with_name("total.ipynb"))
    file.with_name("counter.py").unlink()
    file.with_name("counter.py").mkdir()
    ran = grade("reset", *words)

    assert 2 == ran.status
    assert says in ran.err
    assert b"mine = 1\r\n" == file.read_bytes()


def test_outside_a_working_copy_it_writes_nothing(grade, work):
    """The way to one is said."""
    assert "`grade init DIR` makes one" in grade("reset", "double", "--yes").err
    assert [] == list(work.iterdir())
